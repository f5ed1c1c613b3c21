package dev.gatehouse.platform.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UtcTimeTest {
  @Test
  void nanosecondsAreTruncatedAndMicrosecondsAlwaysWritten() {
    assertThat(UtcTime.format(Instant.parse("2026-01-31T09:00:00.123456999Z")))
        .isEqualTo("2026-01-31T09:00:00.123456Z");
    assertThat(UtcTime.format(Instant.parse("2024-02-29T23:59:59Z")))
        .isEqualTo("2024-02-29T23:59:59.000000Z");
    assertThat(UtcTime.format(Instant.parse("1969-12-31T23:59:59.5Z")))
        .isEqualTo("1969-12-31T23:59:59.500000Z");
  }

  @Test
  void formattedTimesParseBack() {
    for (long second = -4_000_000_000L; second < 8_000_000_000L; second += 86_399_173L) {
      Instant time = Instant.ofEpochSecond(second, 1_000);
      assertThat(UtcTime.parse(UtcTime.format(time))).contains(time);
    }
  }

  @Test
  void onlyCompleteTimesWithAnOffsetAreParsed() {
    assertThat(UtcTime.parse("2026-01-31T10:00:00+01:00"))
        .contains(Instant.parse("2026-01-31T09:00:00Z"));
    for (String text :
        new String[] {
          "",
          "2026-01-31",
          "2026-01-31T09:00:00",
          "2026-01-31T09:00Z",
          "2026-02-30T09:00:00Z",
          "+999999999-01-01T00:00:00Z",
          "yesterday",
          "2026-01-31 09:00:00Z"
        }) {
      assertThat(UtcTime.parse(text)).as(text).isEmpty();
    }
  }
}
