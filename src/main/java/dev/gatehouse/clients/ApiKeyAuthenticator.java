package dev.gatehouse.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.net.InetAddresses;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.BearerCredentials;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Network;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.ClientNetwork;
import dev.gatehouse.ratelimit.Limit;
import dev.gatehouse.ratelimit.RateLimiter;
import dev.gatehouse.users.UserByKey;
import io.dropwizard.auth.Authenticator;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves a key to its owner with one query. */
final class ApiKeyAuthenticator implements Authenticator<BearerCredentials, Caller> {
  /** How often a node writes when a key was last used. */
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private static final long MOST_NOTED = 100_000;

  /** Of one key. Further ones are neither remembered nor recorded. */
  private static final int MOST_NETWORKS = 1000;

  private final PreparedQuery<KeyOwner> owners;
  private final ApiKeyDao dao;
  private final KeyDigests digests;
  private final boolean personal;
  private final RateLimiter limiter;
  private final Runnable countRefused;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;
  private final Cache<Long, Instant> noted = Caffeine.newBuilder().maximumSize(MOST_NOTED).build();

  /**
   * Creates an authenticator.
   *
   * @param personal whether the keys of people work
   * @param countRefused counts a refused key in the metrics
   */
  ApiKeyAuthenticator(
      PreparedQuery<KeyOwner> owners,
      ApiKeyDao dao,
      KeyDigests digests,
      boolean personal,
      RateLimiter limiter,
      Runnable countRefused,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.owners = owners;
    this.dao = dao;
    this.digests = digests;
    this.personal = personal;
    this.limiter = limiter;
    this.countRefused = countRefused;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> authenticate(BearerCredentials credentials) {
    return Optional.of(caller(verify(credentials)));
  }

  /**
   * The owner of a live key.
   *
   * @throws Failure {@code invalid_token}; {@code too_many_requests} for a key that would be
   *     refused
   */
  KeyOwner verify(BearerCredentials credentials) {
    String key = credentials.token();
    if (!ApiKeyText.isWellFormed(key)) {
      countRefused.run();
      throw Failure.of(CommonCode.INVALID_TOKEN);
    }
    RequestOrigin anonymous = credentials.origin().get();
    InetAddress client = anonymous.client();
    List<String> networks = digests.of(client);
    Instant now = clock.instant();
    KeyOwner owner =
        owners
            .find(
                Map.of(
                    "digests", digests.of(key).toArray(String[]::new),
                    "networks", networks.toArray(String[]::new),
                    "now", now))
            .filter(found -> personal || found.user().isEmpty())
            .orElseThrow(() -> refusal(client));
    Actor actor = caller(owner).actor();
    if (credentials.clientId().filter(id -> !id.equals(actor.text())).isPresent()) {
      throw refusal(client);
    }
    RequestOrigin origin = anonymous.by(actor, owner.keyId());
    if (!Network.areAllowing(owner.networks(), () -> client)) {
      countRefused.run();
      remember(owner, networks.get(0), false, actor, origin);
      throw Failure.of(CommonCode.INVALID_TOKEN);
    }
    if (!owner.isKnownNetwork()) {
      remember(owner, networks.get(0), true, actor, origin);
    }
    noteUse(owner.keyId(), now, client);
    return owner;
  }

  /** Counts only keys that are refused, so that a right one behind the same address works. */
  Failure refusal(InetAddress client) {
    countRefused.run();
    limiter.count(limiter.counter(Limit.API_KEY_PER_ADDRESS, ClientNetwork.address(client)));
    return Failure.of(CommonCode.INVALID_TOKEN);
  }

  private static Caller caller(KeyOwner owner) {
    Optional<Long> keyId = Optional.of(owner.keyId());
    return owner
        .user()
        .<Caller>map(user -> new UserByKey(user, keyId, owner.held()))
        .orElseGet(() -> new CallingAccount(owner.id(), keyId, owner.held()));
  }

  /** Records the first time that a key is used from a network, or refused there. */
  private void remember(
      KeyOwner key, String network, boolean isAllowed, Actor owner, RequestOrigin origin) {
    transactions.run(
        () -> {
          if (dao.rememberNetwork(key.keyId(), network, isAllowed, MOST_NETWORKS) > 0) {
            audit.record(
                origin,
                isAllowed ? ApiKeyAction.APIKEY_USED_FROM_NEW_NETWORK : ApiKeyAction.APIKEY_REFUSED,
                ApiKeys.target(key.keyId()),
                Map.of(ApiKeys.OWNER, owner.text()));
          }
        });
  }

  private void noteUse(long keyId, Instant now, InetAddress client) {
    Instant last = noted.getIfPresent(keyId);
    if (last == null || !last.plus(NOTED_EVERY).isAfter(now)) {
      // first, so that of parallel requests few write
      noted.put(keyId, now);
      dao.noteUse(keyId, now, InetAddresses.toAddrString(client));
    }
  }
}
