package dev.gatehouse.clients;

import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.problems.Failure;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The parameters of a rotation. */
record KeyRotation(
    @About("How long the key before still works, up to 7d.")
        @Example("24h")
        @Pattern(regexp = FORM, message = MESSAGE)
        @Nullable String overlap) {
  static final String FORM = "[0-9]{1,6}[smhd]";

  static final String MESSAGE = "must be a number of s, m, h or d, up to 7d";

  private static final Duration USUAL = Duration.ofHours(24);
  private static final Duration LONGEST = Duration.ofDays(7);

  /**
   * The overlap.
   *
   * @throws Failure {@code validation} if it is too long
   */
  Duration overlapOrUsual() {
    if (overlap == null) {
      return USUAL;
    }
    long count = Long.parseLong(overlap.substring(0, overlap.length() - 1));
    Duration length =
        switch (overlap.charAt(overlap.length() - 1)) {
          case 's' -> Duration.ofSeconds(count);
          case 'm' -> Duration.ofMinutes(count);
          case 'h' -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    if (length.compareTo(LONGEST) > 0) {
      throw Failure.invalid("overlap", MESSAGE);
    }
    return length;
  }
}
