package dev.gatehouse.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  @Test
  void aValidTraceparentHasATraceId() {
    for (String valid :
        List.of(
            "00-" + TRACE + "-" + PARENT + "-01",
            "00-" + TRACE + "-" + PARENT + "-ff",
            "cc-" + TRACE + "-" + PARENT + "-01",
            "cc-" + TRACE + "-" + PARENT + "-01-what-comes-later")) {
      assertThat(Tracing.traceId(valid)).as(valid).isEqualTo(TRACE);
    }
  }

  @Test
  void anInvalidTraceparentHasNone() {
    for (String invalid :
        List.of(
            "",
            "00-0-0-0",
            "x".repeat(5000),
            "ff-" + TRACE + "-" + PARENT + "-01",
            "00-" + "0".repeat(32) + "-" + PARENT + "-01",
            "00-" + TRACE + "-" + "0".repeat(16) + "-01",
            "00-" + TRACE.replace('b', 'B') + "-" + PARENT + "-01",
            "00-" + TRACE + "-" + PARENT + "-01-more",
            "cc-" + TRACE + "-" + PARENT + "-01.more",
            "00_" + TRACE + "-" + PARENT + "-01",
            "00-" + TRACE + "-" + PARENT + "-0g")) {
      assertThat(Tracing.traceId(invalid)).as(invalid).isNull();
    }
    assertThat(Tracing.traceId(null)).isNull();
  }
}
