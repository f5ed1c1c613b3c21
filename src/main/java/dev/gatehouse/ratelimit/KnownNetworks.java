package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKeys;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The networks from which owners have signed in lately, as keyed digests. Thread-safe. */
final class KnownNetworks {
  private static final String LABEL = "known-network";
  private static final Duration REFRESHED_AFTER = Duration.ofDays(1);

  /** A day longer than promised, as a sign-in on the day of another one is not written down. */
  private static final Duration KEPT = Duration.ofDays(30).plus(REFRESHED_AFTER);

  /** No user has it; asking for its networks takes as long as for anybody's. */
  private static final long NOBODY = 0;

  private final KnownNetworkDao dao;
  private final List<byte[]> keys;
  private final Clock clock;

  KnownNetworks(KnownNetworkDao dao, DerivedKeys keys, Clock clock) {
    this.dao = dao;
    this.keys = keys.keysToRead(LABEL);
    this.clock = clock;
  }

  /** Whether that user has signed in from there during the last 30 days. */
  boolean isKnown(Optional<Long> userId, InetAddress client) {
    long id = userId.orElse(NOBODY);
    List<String> digests = keys.stream().map(key -> digest(key, id, client)).toList();
    return dao.exists(id, digests, clock.instant().minus(KEPT));
  }

  /** Writes at most once a day for each user and network. */
  void remember(long userId, InetAddress client) {
    Instant now = clock.instant();
    String digest = digest(keys.get(0), userId, client);
    if (dao.put(userId, digest, now, now.minus(REFRESHED_AFTER)) > 0) {
      dao.deleteOlder(userId, now.minus(KEPT));
    }
  }

  /** Sweeps those of users who do not sign in any more. */
  void sweep() {
    Instant before = clock.instant().minus(KEPT);
    while (dao.deleteOlder(before) > 0) {
      // until nothing is left
    }
  }

  private static String digest(byte[] key, long userId, InetAddress client) {
    byte[] text = (userId + "\n" + Whereabouts.network(client)).getBytes(StandardCharsets.UTF_8);
    return Base64Url.encode(DerivedKeys.hmac(key, text));
  }
}
