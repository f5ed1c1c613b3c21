package dev.gatehouse.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class RequestOriginTest {
  @Test
  void theUserAgentIsCleanedAndShortened() {
    assertThat(of("a test/1")).isEqualTo("a test/1");
    assertThat(of("a\u009f\u202eb")).isEqualTo("aU+009FU+202Eb");
    assertThat(of("x".repeat(500))).hasSize(500);
    assertThat(of("x".repeat(8_000))).hasSize(500).endsWith("x…");
  }

  private static String of(String userAgent) {
    return String.valueOf(
        new RequestOrigin(null, null, InetAddress.getLoopbackAddress(), userAgent, null)
            .userAgent());
  }
}
