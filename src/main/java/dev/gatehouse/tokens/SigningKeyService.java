package dev.gatehouse.tokens;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.nodes.Nodes;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, rotates and retires signing keys. Each change locks {@link SigningState}, and each node
 * follows with its next beat. Thread-safe.
 */
public final class SigningKeyService {
  /** What an operator calls the secret where a kid is expected. */
  private static final String SECRET = TokenSignatures.SECRET;

  private static final Logger LOG = LoggerFactory.getLogger(SigningKeyService.class);

  /** The origin of what nodes do by themselves. */
  private static final RequestOrigin NODE = RequestOrigin.ofCommand("server");

  private final SigningKeyDao dao;
  private final SigningKeys keys;
  private final KeySealer sealer;
  private final KeyTimes times;
  private final Nodes nodes;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;

  SigningKeyService(
      SigningKeyDao dao,
      SigningKeys keys,
      KeySealer sealer,
      KeyTimes times,
      Nodes nodes,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.keys = keys;
    this.sealer = sealer;
    this.times = times;
    this.nodes = nodes;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * The result of a rotation.
   *
   * @param kid of the next key
   * @param signsFrom when it signs, once all nodes know it
   * @param isNew false if there was a next key already
   */
  public record Rotation(String kid, Instant signsFrom, boolean isNew) {}

  /**
   * The result of a retirement.
   *
   * @param successor the key that signs instead, if the retired one did
   * @param sessions how many must refresh their access tokens; empty if they are too many to count
   */
  public record Retirement(Optional<String> successor, OptionalLong sessions) {}

  /** A retirement that is committed, and the last time that the key signed. */
  private record Ended(Optional<String> successor, Optional<Instant> lastSigned) {}

  /** A kid that no key has, or that cannot be retired; the message names those that can be. */
  public static final class UnknownKeyException extends OperatorException {
    UnknownKeyException(String message) {
      super(message);
    }
  }

  /** Prepares this node: reads the keys, and makes the first one of its algorithm. */
  public void start() {
    keys.refresh();
    turn();
    if (keys.signsWithSecret() && keys.known().hasSigner()) {
      LOG.warn(
          "APP_JWT_ALGORITHM is HS256: this node signs with the secret again, although there are"
              + " signing keys, whose tokens stay accepted. Only nodes with HS256 accept its tokens,"
              + " unless another algorithm began to sign within one life of a token.");
    }
  }

  /** Makes a key of this node's algorithm if there is none. */
  private void makeMissing() {
    keys.algorithm()
        .filter(algorithm -> !keys.known().has(algorithm))
        .ifPresent(
            algorithm -> {
              SigningKey made = newKey(algorithm);
              transactions.run(
                  () -> {
                    KnownKeys locked = lock();
                    if (!locked.has(algorithm)) {
                      add(locked, made, locked.hasSigner() ? announced() : null, NODE);
                    }
                  });
              keys.refresh();
            });
  }

  private SigningKey newKey(KeyAlgorithm algorithm) {
    Instant now = clock.instant();
    return sealer.make(algorithm, 0, now, now);
  }

  private Instant announced() {
    return clock.instant().plus(KeyTimes.ANNOUNCED);
  }

  private KnownKeys lock() {
    SigningState state = dao.lock();
    return new KnownKeys(state, dao.keys(), sealer);
  }

  /**
   * Stores a key.
   *
   * @param signsFrom null if it signs at once, known or not
   */
  private void add(
      KnownKeys locked, SigningKey made, @Nullable Instant signsFrom, RequestOrigin origin) {
    store(locked, made, signsFrom == null ? clock.instant() : signsFrom);
    if (signsFrom == null) {
      begin(made.kid());
    }
    audit.record(
        origin, KeyAction.KEY_CREATED, target(made.kid()), Map.of("algorithm", made.algorithm()));
  }

  private void store(KnownKeys locked, SigningKey made, Instant signsFrom) {
    long epoch = sealer.epoch();
    dao.insert(
        new SigningKey(
            made.kid(),
            made.algorithm(),
            made.publicJwk(),
            sealer.sealed(made),
            locked.state().version() + 1,
            clock.instant(),
            signsFrom,
            null,
            null,
            null),
        epoch);
    dao.changed();
  }

  private int begin(String kid) {
    Instant now = clock.instant();
    dao.beginAsymmetric(now, !dao.mayHaveTokens());
    return dao.begin(kid, now);
  }

  private static AuditTarget target(String kid) {
    return AuditTarget.of("signing_key", kid);
  }

  /** Lets the next key sign if its time has come and all nodes know it, or if nothing else does. */
  void turn() {
    makeMissing();
    keys.algorithm().flatMap(keys.known()::next).filter(this::mayBegin).ifPresent(this::turnTo);
  }

  private boolean mayBegin(UsableKey next) {
    return !keys.known().hasSigner()
        || (!next.stored().signsFrom().isAfter(clock.instant())
            && nodes.allKnow(SigningKeys.NAME, next.stored().version()));
  }

  private void turnTo(UsableKey next) {
    transactions.run(
        () -> {
          dao.lock();
          if (begin(next.kid()) > 0) {
            dao.changed();
          }
        });
    keys.refresh();
  }

  /** What each node does now and then. */
  void tend() {
    Instant now = clock.instant();
    keys.signing()
        .ifPresent(key -> dao.mark(key.kid(), now, now.minus(KeyTimes.BETWEEN_MARKS.dividedBy(2))));
    Duration every = times.rotateEvery();
    if (every != null) {
      keys.algorithm()
          .filter(algorithm -> isDue(keys.known(), algorithm, every))
          .ifPresent(algorithm -> rotateIfDue(algorithm, every));
    }
    drop();
  }

  private boolean isDue(KnownKeys known, KeyAlgorithm algorithm, Duration every) {
    return known.next(algorithm).isEmpty()
        && known
            .signing(algorithm)
            .map(key -> key.stored().firstSignedAt())
            .filter(since -> !since.plus(every).isAfter(clock.instant()))
            .isPresent();
  }

  private void rotateIfDue(KeyAlgorithm algorithm, Duration every) {
    SigningKey made = newKey(algorithm);
    transactions.run(
        () -> {
          KnownKeys locked = lock();
          if (isDue(locked, algorithm, every)) {
            announce(locked, made, announced(), NODE);
          }
        });
    keys.refresh();
  }

  private Rotation announce(
      KnownKeys locked, SigningKey made, Instant signsFrom, RequestOrigin origin) {
    store(locked, made, signsFrom);
    audit.record(
        origin,
        KeyAction.KEY_ROTATED,
        target(made.kid()),
        Map.of("algorithm", made.algorithm(), "signs_from", signsFrom));
    return new Rotation(made.kid(), signsFrom, true);
  }

  /** Drops keys whose last token has expired, and forgets those that were retired long ago. */
  private void drop() {
    List<SigningKey> over = over(dao.keys());
    if (over.isEmpty()) {
      return;
    }
    transactions.run(
        () -> {
          dao.lock();
          over(dao.keys()).forEach(key -> dao.delete(key.kid()));
          dao.changed();
        });
    keys.refresh();
  }

  private List<SigningKey> over(List<SigningKey> stored) {
    Instant retirement = clock.instant().minus(KeyTimes.RETIRED_KEPT);
    return stored.stream()
        .filter(
            key -> {
              Instant retiredAt = key.retiredAt();
              Instant droppedAt = droppedAt(key, stored);
              return retiredAt != null
                  ? retiredAt.isBefore(retirement)
                  : droppedAt != null
                      && stored.stream().anyMatch(other -> signedAfter(other, droppedAt));
            })
        .toList();
  }

  /**
   * When that key is dropped: so long after its last use, if another one is used then. As long as
   * no node runs, no time passes.
   */
  private @Nullable Instant droppedAt(SigningKey key, List<SigningKey> stored) {
    Instant last = key.lastSignedAt();
    return last == null
            || key.isRetired()
            || stored.stream().noneMatch(other -> signedAfter(other, last))
        ? null
        : last.plus(times.kept());
  }

  private static boolean signedAfter(SigningKey key, Instant time) {
    Instant last = key.lastSignedAt();
    return last != null && last.isAfter(time);
  }

  /** The keys, the newest first. */
  public List<ListedKey> list() {
    List<SigningKey> stored = dao.keys();
    KnownKeys known = new KnownKeys(dao.state(), stored, sealer);
    Optional<String> signing = keys.algorithm().flatMap(known::signing).map(UsableKey::kid);
    return stored.stream()
        .map(
            key ->
                new ListedKey(
                    key.kid(),
                    key.algorithm(),
                    stateOf(key, signing),
                    key.createdAt(),
                    key.signsFrom(),
                    droppedAt(key, stored)))
        .toList();
  }

  private static ListedKey.State stateOf(SigningKey key, Optional<String> signing) {
    if (key.isRetired()) {
      return ListedKey.State.RETIRED;
    }
    if (signing.filter(key.kid()::equals).isPresent()) {
      return ListedKey.State.SIGNING;
    }
    return key.hasSigned() ? ListedKey.State.PUBLISHED : ListedKey.State.NEXT;
  }

  /**
   * What becomes of HS256, in words.
   *
   * @return empty if it is neither used nor accepted
   */
  public Optional<String> secret() {
    keys.refresh();
    if (keys.signsWithSecret()) {
      return Optional.of("HS256 signs");
    }
    return Optional.ofNullable(keys.known().state().asymmetricSince())
        .filter(since -> keys.acceptsHs256())
        .map(since -> "HS256 is accepted until " + since.plus(times.tokenLife()));
  }

  /**
   * Publishes the next key of the configured algorithm.
   *
   * @param atOnce whether it signs as soon as all nodes know it, rather than in ten minutes; also
   *     for a next key that there is already
   * @return empty with HS256, which has no keys
   */
  public Optional<Rotation> rotate(RequestOrigin origin, boolean atOnce) {
    return keys.algorithm()
        .map(
            algorithm -> {
              SigningKey made = newKey(algorithm);
              return transactions.inTransaction(() -> rotate(algorithm, made, atOnce, origin));
            });
  }

  private Rotation rotate(
      KeyAlgorithm algorithm, SigningKey made, boolean atOnce, RequestOrigin origin) {
    KnownKeys locked = lock();
    Instant now = clock.instant();
    Optional<UsableKey> next = locked.next(algorithm);
    if (next.isEmpty()) {
      // without a key that signs, the first node with this algorithm begins with this one
      boolean signsNow = atOnce || !locked.hasSigner();
      return announce(locked, made, signsNow ? now : announced(), origin);
    }
    SigningKey there = next.get().stored();
    if (!atOnce || !there.signsFrom().isAfter(now)) {
      return new Rotation(there.kid(), there.signsFrom(), false);
    }
    dao.shorten(there.kid(), now);
    dao.changed();
    audit.record(
        origin,
        KeyAction.KEY_ROTATED,
        target(there.kid()),
        Map.of("algorithm", there.algorithm(), "signs_from", now));
    return new Rotation(there.kid(), now, false);
  }

  /**
   * Ends a key at once: its tokens are refused from then on. If it signs, the next one signs
   * instead, which is made if there is none.
   *
   * @param kid or {@code HS256}, which ends the time that it is still accepted
   * @throws UnknownKeyException if there is no such key
   */
  public Retirement retire(RequestOrigin origin, String kid) {
    return kid.equals(SECRET) ? retireSecret(origin) : retireKey(origin, kid);
  }

  private Retirement retireSecret(RequestOrigin origin) {
    if (keys.signsWithSecret()) {
      throw new UnknownKeyException(
          "HS256 is the configured algorithm: set APP_JWT_ALGORITHM to another one first, and"
              + " restart all nodes");
    }
    return counted(
        transactions.inTransaction(
            () -> {
              SigningState state = dao.lock();
              if (state.refusesHs256()) {
                return new Ended(Optional.empty(), Optional.empty());
              }
              dao.refuseHs256();
              dao.changed();
              audit.record(origin, KeyAction.KEY_RETIRED, target(SECRET));
              return new Ended(Optional.empty(), Optional.ofNullable(state.asymmetricSince()));
            }));
  }

  private Retirement retireKey(RequestOrigin origin, String kid) {
    Optional<SigningKey> made = keys.algorithm().map(this::newKey);
    return counted(transactions.inTransaction(() -> retireKey(origin, kid, made)));
  }

  private Ended retireKey(RequestOrigin origin, String kid, Optional<SigningKey> made) {
    KnownKeys locked = lock();
    SigningKey key =
        locked.stored().stream()
            .filter(each -> each.kid().equals(kid))
            .findFirst()
            .orElseThrow(() -> unknown(kid, locked));
    if (dao.retire(kid, clock.instant()) == 0) {
      return new Ended(Optional.empty(), Optional.empty());
    }
    dao.changed();
    audit.record(origin, KeyAction.KEY_RETIRED, target(kid), Map.of("algorithm", key.algorithm()));
    return new Ended(
        made.flatMap(successor -> replace(locked, kid, successor, origin)),
        Optional.ofNullable(key.lastSignedAt()).map(last -> last.plus(KeyTimes.BETWEEN_MARKS)));
  }

  private static UnknownKeyException unknown(String kid, KnownKeys locked) {
    List<String> kids =
        locked.stored().stream().filter(key -> !key.isRetired()).map(SigningKey::kid).toList();
    return new UnknownKeyException(
        "There is no key %s; %s"
            .formatted(
                kid,
                kids.isEmpty() ? "there are none at all" : "there are " + String.join(", ", kids)));
  }

  /** Adds how many sessions may have access tokens of at most that time. */
  private Retirement counted(Ended ended) {
    Instant now = clock.instant();
    return new Retirement(
        ended.successor(),
        ended
            .lastSigned()
            .map(last -> count(now.minus(times.tokenLife()), last, now))
            .orElse(OptionalLong.of(0)));
  }

  private OptionalLong count(Instant since, Instant until, Instant now) {
    try {
      return OptionalLong.of(dao.countRefreshed(since, until, now));
    } catch (RuntimeException e) {
      // the key is retired all the same, and among millions of sessions counting takes too long
      LOG.debug("the sessions were not counted", e);
      return OptionalLong.empty();
    }
  }

  /**
   * Requires that keys which sign can be replaced by one of the configured algorithm.
   *
   * @throws OperatorException if there are some, and that is HS256
   */
  void requireAlgorithm() {
    List<String> kids =
        dao.keys().stream().filter(key -> !key.isRetired()).map(SigningKey::kid).toList();
    if (keys.algorithm().isEmpty() && !kids.isEmpty()) {
      throw new OperatorException(
          "APP_JWT_ALGORITHM is HS256, but there are signing keys, which would end without a successor: "
              + String.join(", ", kids),
          "Run this with the APP_JWT_ALGORITHM of the nodes. If that is HS256, first retire the keys: keys retire KID");
    }
  }

  /**
   * Publishes a key to take the place of all others, as soon as all nodes know it. Keys that have
   * not signed yet are retired.
   *
   * @return its kid; empty with HS256, which has no keys
   */
  Optional<String> publishSuccessor(RequestOrigin origin) {
    return keys.algorithm()
        .map(
            algorithm -> {
              SigningKey made = newKey(algorithm);
              return transactions.inTransaction(
                  () -> {
                    KnownKeys locked = lock();
                    retire(locked.stored().stream().filter(key -> !key.hasSigned()), origin);
                    return announce(locked, made, clock.instant(), origin).kid();
                  });
            });
  }

  /** Whether a key signs on all nodes; lets it if all know it. */
  boolean signsEverywhere(String kid) {
    keys.refresh();
    turn();
    return dao.keys().stream().anyMatch(key -> key.kid().equals(kid) && key.hasSigned())
        && nodes.allKnow(SigningKeys.NAME, dao.state().version());
  }

  /**
   * Retires all keys that were made before one, and HS256 if that is not the algorithm.
   *
   * @param kid of that one; {@code ""} retires all
   * @return how many keys were retired
   */
  int retireBefore(String kid, RequestOrigin origin) {
    return transactions.inTransaction(
        () -> {
          KnownKeys locked = lock();
          long version =
              locked.stored().stream()
                  .filter(key -> key.kid().equals(kid))
                  .mapToLong(SigningKey::version)
                  .findFirst()
                  .orElse(Long.MAX_VALUE);
          int retired =
              retire(locked.stored().stream().filter(key -> key.version() < version), origin);
          if (keys.algorithm().isPresent() && !locked.state().refusesHs256()) {
            dao.refuseHs256();
            audit.record(origin, KeyAction.KEY_RETIRED, target(SECRET));
          }
          dao.changed();
          return retired;
        });
  }

  private int retire(Stream<SigningKey> some, RequestOrigin origin) {
    List<SigningKey> live = some.filter(key -> !key.isRetired()).toList();
    for (SigningKey key : live) {
      dao.retire(key.kid(), clock.instant());
      audit.record(
          origin, KeyAction.KEY_RETIRED, target(key.kid()), Map.of("algorithm", key.algorithm()));
    }
    return live.size();
  }

  private Optional<String> replace(
      KnownKeys locked, String retired, SigningKey made, RequestOrigin origin) {
    KeyAlgorithm algorithm = keys.algorithm().orElseThrow();
    if (locked.signing(algorithm).filter(key -> key.kid().equals(retired)).isEmpty()) {
      return Optional.empty();
    }
    Optional<String> next = locked.next(algorithm).map(UsableKey::kid);
    if (next.isPresent()) {
      begin(next.get());
      return next;
    }
    add(locked, made, null, origin);
    return Optional.of(made.kid());
  }

  /** How long the key that signs has done so; 0 with HS256. */
  int ageInSeconds() {
    return keys.signing()
        .map(key -> key.stored().firstSignedAt())
        .map(since -> (int) Duration.between(since, clock.instant()).toSeconds())
        .orElse(0);
  }
}
