package dev.gatehouse.keyring;

import dev.gatehouse.nodes.SharedCopy;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.RootKey;
import dev.gatehouse.platform.security.Secrets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root keys of a database, and this node's copy of them, which follows when they are replaced.
 * Thread-safe.
 */
public final class KeyRing implements SharedCopy {
  static final String NAME = "key_ring";

  /**
   * How long the copy is used without another look; the beat of a node is shorter. Whoever lets
   * others follow waits longer.
   */
  static final Duration LEASE = Duration.ofSeconds(3);

  /** How long a request waits for another refresh. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  private static final long FIRST_EPOCH = 1;

  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

  /** What was read last. */
  private record Known(RingState state, List<WrappedKey> stored) {
    boolean hasCurrent(UUID id) {
      return stored.get(0).id().equals(id);
    }
  }

  private final KeyRingDao dao;
  private final Transactions transactions;
  private final Secrets secrets;
  private final Wrapping wrapping;
  private final Clock clock;
  private final DerivedKeys keys;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Known known;

  private KeyRing(Database database, Secrets secrets, boolean makes, Clock clock) {
    this.dao = database.dao(KeyRingDao.class);
    this.transactions = database.transactions();
    this.secrets = secrets;
    this.wrapping = new Wrapping(secrets);
    this.clock = clock;
    long since = System.nanoTime();
    RingState state = dao.state();
    requireTrusted(state);
    this.known = new Known(state, read(makes));
    this.keys = new DerivedKeys(epochOf(known), unwrap(known));
    keys.keepFresh(LEASE, this::refreshSoon, since);
  }

  /**
   * Reads the ring of a database, which gets one if it has none: a random key if it is new; if an
   * earlier release set it up, the keys from which that one derived.
   *
   * @throws OperatorException if neither the secret nor the previous one fits, or the ring was
   *     altered
   */
  public static KeyRing open(Database database, Secrets secrets, Clock clock) {
    return new KeyRing(database, secrets, true, clock);
  }

  /**
   * Reads the ring without making one: empty if there is none.
   *
   * @throws OperatorException as {@link #open} does
   */
  public static Optional<KeyRing> find(Database database, Secrets secrets, Clock clock) {
    return database.dao(KeyRingDao.class).list().isEmpty()
        ? Optional.empty()
        : Optional.of(new KeyRing(database, secrets, false, clock));
  }

  /** Whether existing data depends on a secret; the schema may be of any release. */
  public static boolean isSecretInUse(Database database) {
    return database.dao(KeyRingDao.class).isInUse();
  }

  /**
   * Checks that a copy of a database can be used with the secrets, before there is a database.
   *
   * @param wrappedUnder the column of that name of its key ring, in hexadecimal digits
   * @param secretChecks the digests of its table secret_check, likewise
   * @throws OperatorException if not
   */
  public static void requireFit(
      Secrets secrets, List<String> wrappedUnder, List<String> secretChecks) {
    List<String> fitting;
    List<String> wanted;
    if (wrappedUnder.isEmpty()) {
      fitting = digests(secrets, RingKeyUse.SECRET_CHECK);
      wanted = secretChecks;
    } else {
      fitting = digests(secrets, RingKeyUse.WRAPPED_UNDER);
      wanted = wrappedUnder;
    }
    if (!fitting.containsAll(wanted)) {
      throw Wrapping.doesNotFit(secrets.source());
    }
  }

  private static List<String> digests(Secrets secrets, RingKeyUse use) {
    return new DerivedKeys(Wrapping.rootsOf(secrets))
        .of(use).toRead().stream().map(HexFormat.of()::formatHex).toList();
  }

  /** The keys derived from it, which follow the copy. */
  public DerivedKeys keys() {
    return keys;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Reads the ring if it has changed.
   *
   * @throws Failure {@code unavailable} if the key for new data is wrapped under a secret that this
   *     node lacks
   */
  @Override
  public long refresh() {
    refreshing.lock();
    try {
      long since = System.nanoTime();
      RingState state = dao.state();
      if (state.version() != known.state().version()) {
        follow(new Known(state, dao.list()));
      }
      keys.renew(since);
      return known.state().version();
    } finally {
      refreshing.unlock();
    }
  }

  /** The same for a request, which does not wait long while the beat has a database that hangs. */
  private void refreshSoon() {
    try {
      if (!refreshing.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Failure.unavailable(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable(e);
    }
    try {
      refresh();
    } finally {
      refreshing.unlock();
    }
  }

  /** Stays behind if this node cannot read the key that is to come. */
  private void follow(Known next) {
    if (next.stored().isEmpty()) {
      throw Failure.unavailable(null);
    }
    try {
      requireTrusted(next.state());
      keys.replace(epochOf(next), unwrap(next));
      known = next;
    } catch (OperatorException e) {
      LOG.error("key_ring_cannot_be_read: {}", e.getMessage());
      if (next.state().distrusted().contains(wrapping.current())
          || !known.hasCurrent(next.stored().get(0).id())) {
        throw Failure.unavailable(e);
      }
      // what is to come is not used yet, and whoever makes it waits for this node
    }
  }

  private void requireTrusted(RingState state) {
    if (state.distrusted().contains(wrapping.current())) {
      throw new OperatorException(
          "The secret in %s was replaced after a leak, and is not accepted any more."
              .formatted(secrets.source()),
          "Set the one that replaced it, or another new one.");
    }
  }

  private static long epochOf(Known ring) {
    return ring.stored().get(0).epoch();
  }

  private List<RootKey> unwrap(Known ring) {
    return ring.stored().stream().map(wrapping::unwrap).toList();
  }

  /** Whether the previous secret was not needed to read the ring. */
  public boolean isUnderCurrent() {
    return known.stored().stream().allMatch(wrapping::isUnderCurrent);
  }

  /** Whether what the previous secret signed is accepted: not if it leaked. */
  public boolean trustsPrevious() {
    return wrapping.previous().filter(known.state().distrusted()::contains).isEmpty();
  }

  /** What tells the secret. */
  String secret() {
    return wrapping.current();
  }

  boolean isUnderCurrent(WrappedKey key) {
    return wrapping.isUnderCurrent(key);
  }

  /** What tells the previous secret, if there is one. */
  Optional<String> previous() {
    return wrapping.previous();
  }

  /** The same key of the ring under the secret, as the current one or an older one. */
  WrappedKey wrap(WrappedKey key, boolean isCurrent) {
    return wrapping.rewrap(key, isCurrent);
  }

  /** A new key that is not yet used, under the secret. */
  WrappedKey newKey(long epoch) {
    return wrapping.wrap(RootKey.random(), false, epoch);
  }

  private List<WrappedKey> read(boolean makes) {
    List<WrappedKey> stored = dao.list();
    if (stored.isEmpty() && makes) {
      stored = transactions.inTransaction(this::make);
    }
    if (!stored.get(0).isCurrent()) {
      throw new OperatorException(
          "The table key_ring has lost its current key. Restore it from a backup. Nothing was written.");
    }
    return stored;
  }

  /** Of nodes that start at once one makes the ring, and the others read it. */
  private List<WrappedKey> make() {
    dao.lock();
    if (dao.list().isEmpty()) {
      dao.findSecretCheck().ifPresentOrElse(this::takeOver, this::begin);
    }
    return dao.list();
  }

  private void begin() {
    dao.insert(wrapping.wrap(RootKey.random(), true, FIRST_EPOCH), clock.instant());
    dao.shutOutEarlierReleases();
  }

  /**
   * Takes over the keys of an earlier release, whose nodes may go on: they write under that of
   * their secret and read under that of the previous one too.
   */
  private void takeOver(byte[] secretCheck) {
    if (secretCheck.length == 0) {
      throw new OperatorException(
          "The table key_ring is empty, but the database depends on the keys that it had. Restore it from a backup. Nothing was written.");
    }
    List<RootKey> roots = Wrapping.rootsOf(secrets);
    List<byte[]> digests = new DerivedKeys(roots).of(RingKeyUse.SECRET_CHECK).toRead();
    if (digests.stream().noneMatch(digest -> MessageDigest.isEqual(digest, secretCheck))) {
      throw Wrapping.doesNotFit(secrets.source());
    }
    for (int i = 0; i < roots.size(); i++) {
      dao.insert(wrapping.wrap(roots.get(i), i == 0, FIRST_EPOCH), clock.instant());
    }
  }

  /**
   * Wraps the ring anew under the secret, all keys or none; nothing else changes. From then on
   * nodes of earlier releases refuse to start. Joins the caller's transaction.
   *
   * @return how many keys were not yet wrapped under it
   */
  int rewrap() {
    return transactions.inTransaction(
        () -> {
          dao.lock();
          requireTrusted(dao.state());
          List<WrappedKey> old =
              dao.list().stream().filter(key -> !wrapping.isUnderCurrent(key)).toList();
          old.forEach(key -> dao.rewrap(wrapping.rewrap(key)));
          if (!old.isEmpty()) {
            dao.shutOutEarlierReleases();
          }
          return old.size();
        });
  }
}
