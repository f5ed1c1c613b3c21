package dev.gatehouse.clients;

import dev.gatehouse.platform.binding.UtcTime;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.security.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a key may be limited to, as clients write it. */
final class KeyLimits {
  static final int LONGEST_NAME = 100;
  static final int MOST_SCOPES = 200;
  static final int MOST_NETWORKS = 100;
  static final String NEVER = "never";
  static final String TOO_MANY = "must be at most {max}";

  private static final Duration USUAL_LIFE = Duration.ofDays(90);
  private static final Duration LONGEST_LIFE = Duration.ofDays(365);

  private KeyLimits() {}

  /**
   * The scopes, sorted.
   *
   * @throws Failure {@code validation} if there is none, or one is no permission
   */
  static List<String> scopes(Collection<String> written, PermissionCatalogue catalogue) {
    if (written.isEmpty()) {
      throw Failure.invalid("scopes", "must be at least one permission");
    }
    if (!catalogue.names().containsAll(written)) {
      throw Failure.invalid("scopes", "must be names of permissions");
    }
    return List.copyOf(new TreeSet<>(written));
  }

  /**
   * The networks.
   *
   * @throws Failure {@code validation} if one is neither an address nor a CIDR
   */
  static List<String> networks(@Nullable Collection<String> written) {
    if (written == null) {
      return List.of();
    }
    if (!written.stream().allMatch(text -> Network.parse(text).isPresent())) {
      throw Failure.invalid("networks", "must be addresses or networks, such as 192.0.2.0/24");
    }
    return written.stream().distinct().toList();
  }

  /**
   * The end of a new key.
   *
   * @param written a time, {@code never}, or nothing
   * @param mayBeEndless whether {@code never} is allowed
   * @return null if the key never expires
   * @throws Failure {@code validation} if the time is not within the next 365 days
   */
  static @Nullable Instant expiry(@Nullable String written, boolean mayBeEndless, Instant now) {
    if (written == null) {
      return now.plus(USUAL_LIFE);
    }
    if (written.equals(NEVER)) {
      if (!mayBeEndless) {
        throw Failure.invalid("expires_at", "must be a time: only service accounts have such keys");
      }
      return null;
    }
    return UtcTime.parse(written)
        .filter(end -> end.isAfter(now) && !end.isAfter(now.plus(LONGEST_LIFE)))
        .orElseThrow(
            () ->
                Failure.invalid(
                    "expires_at",
                    "must be a time in the next 365 days, such as 2027-01-31T09:00:00Z"
                        + (mayBeEndless ? ", or never" : "")));
  }
}
