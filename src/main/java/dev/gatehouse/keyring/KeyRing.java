package dev.gatehouse.keyring;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.RootKey;
import dev.gatehouse.platform.security.Secrets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;

/** The root keys of a database, read once. Thread-safe. */
public final class KeyRing {
  private final KeyRingDao dao;
  private final Transactions transactions;
  private final Secrets secrets;
  private final Wrapping wrapping;
  private final Clock clock;
  private final DerivedKeys keys;
  private final boolean isUnderCurrent;

  private KeyRing(Database database, Secrets secrets, Clock clock) {
    this.dao = database.dao(KeyRingDao.class);
    this.transactions = database.transactions();
    this.secrets = secrets;
    this.wrapping = new Wrapping(secrets);
    this.clock = clock;
    List<WrappedKey> stored = read();
    this.keys = new DerivedKeys(stored.stream().map(wrapping::unwrap).toList());
    this.isUnderCurrent = stored.stream().allMatch(wrapping::isUnderCurrent);
  }

  /**
   * Reads the ring of a database, which gets one if it has none: a random key if it is new; if an
   * earlier release set it up, the keys from which that one derived.
   *
   * @throws OperatorException if neither the secret nor the previous one fits, or the ring was
   *     altered
   */
  public static KeyRing open(Database database, Secrets secrets, Clock clock) {
    return new KeyRing(database, secrets, clock);
  }

  /** Whether existing data depends on a secret; the schema may be of any release. */
  public static boolean isSecretInUse(Database database) {
    return database.dao(KeyRingDao.class).isInUse();
  }

  public DerivedKeys keys() {
    return keys;
  }

  /** Whether the previous secret was not needed to read the ring. */
  boolean isUnderCurrent() {
    return isUnderCurrent;
  }

  private List<WrappedKey> read() {
    List<WrappedKey> stored = dao.list();
    if (stored.isEmpty()) {
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
    dao.insert(wrapping.wrap(RootKey.random(), true), clock.instant());
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
      dao.insert(wrapping.wrap(roots.get(i), i == 0), clock.instant());
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
