package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKey;
import dev.gatehouse.platform.security.DerivedKeys;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The networks from which owners have signed in recently, as keyed digests. Thread-safe. */
final class KnownNetworks {
  private static final Duration REFRESHED_AFTER = Duration.ofDays(1);

  /** A day longer than promised, because a second sign-in within a day is not recorded. */
  private static final Duration KEPT = Duration.ofDays(30).plus(REFRESHED_AFTER);

  /** An id that no user has. Looking up its networks takes as long as any user's. */
  private static final long NOBODY = 0;

  private final KnownNetworkDao dao;
  private final DerivedKey keys;
  private final Clock clock;

  KnownNetworks(KnownNetworkDao dao, DerivedKeys keys, Clock clock) {
    this.dao = dao;
    this.keys = keys.of(LimitKeyUse.KNOWN_NETWORK);
    this.clock = clock;
  }

  /** Whether the user has signed in from there during the last 30 days. */
  boolean isKnown(Optional<Long> userId, InetAddress client) {
    return dao.exists(
        userId.orElse(NOBODY), digests(userId.orElse(NOBODY), client), clock.instant().minus(KEPT));
  }

  /**
   * Records a sign-in, at most once a day per user and network, and returns the previous history.
   */
  NetworkHistory remember(long userId, InetAddress client) {
    Instant now = clock.instant();
    Instant since = now.minus(KEPT);
    List<String> digests = digests(userId, client);
    Optional<NetworkHistory> written =
        dao.put(userId, digests.get(0), digests, now, now.minus(REFRESHED_AFTER), since);
    if (written.isPresent()) {
      dao.deleteOlder(userId, since);
    }
    return written.orElse(NetworkHistory.KNOWN);
  }

  /** Deletes networks that were not used for a while. */
  void sweep() {
    Instant before = clock.instant().minus(KEPT);
    while (dao.deleteOlder(before) > 0) {
      // until nothing is left
    }
  }

  /** The digest under the current key comes first. */
  private List<String> digests(long userId, InetAddress client) {
    return keys.toRead().stream().map(key -> digest(key, userId, client)).toList();
  }

  private static String digest(byte[] key, long userId, InetAddress client) {
    byte[] text = (userId + "\n" + ClientNetwork.network(client)).getBytes(StandardCharsets.UTF_8);
    return Base64Url.encode(DerivedKeys.hmac(key, text));
  }
}
