package dev.gatehouse.audit;

import com.google.common.net.InetAddresses;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.RekeyStep.Part;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.platform.security.RootKey;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** A trail on a database of its own, chained only when a test says so. */
final class TestTrail implements AutoCloseable {
  static final RequestOrigin ORIGIN =
      new RequestOrigin(
          Actor.person(7), null, InetAddresses.forString("192.0.2.1"), "a browser", "request-1");

  private final Database database = TestDatabase.open();
  private final SettableClock clock = SettableClock.ofToday();
  private final AuditDao dao = database.dao(AuditDao.class);
  private final AuditMac mac;
  private final Erasure erasure;
  private final Chain chain;

  private RootKey root = RootKey.of(new SecretString(TestSecrets.DEFAULT));
  private long epoch;
  private final DerivedKeys keys = new DerivedKeys(List.of(root));
  private final RetiredKeys retired = new RetiredKeys(dao, keys);

  TestTrail() {
    this.mac = new AuditMac(keys);
    this.erasure = new Erasure(dao, mac);
    this.chain = new Chain(dao, mac, erasure, database.transactions());
  }

  enum Deed implements AuditAction {
    THING_DONE,
    USER_DELETED
  }

  AuditLog log() {
    return new AuditLog(dao, mac, erasure, clock);
  }

  Chain chain() {
    return chain;
  }

  /** Without an entry, as it was new. */
  TestTrail cleared() {
    return tampered(
        "delete from audit_entry",
        "delete from audit_bound",
        "delete from audit_retired_key",
        "drop table if exists copy");
  }

  /** Creates a trail of that many entries, all of them chained. */
  TestTrail of(int entries) {
    for (int i = 0; i < entries; i++) {
      log().record(ORIGIN, Deed.THING_DONE, AuditTarget.user(8), Map.of("n", i));
    }
    chain.extend();
    return this;
  }

  void inTransaction(Runnable work) {
    database.transactions().run(work);
  }

  void advance(Duration passed) {
    clock.advance(passed);
  }

  void keepOnly(Duration keep) {
    new Retention(dao, mac, retired, database.transactions(), clock).prune(keep);
  }

  ChainHead head() {
    return chain.head().orElseThrow();
  }

  /** What somebody does who may do everything with the database but has no secret. */
  TestTrail tampered(String... statements) {
    sql(handle -> Stream.of(statements).forEach(handle::execute));
    return this;
  }

  private void sql(Consumer<Handle> work) {
    database.jdbi().useHandle(work::accept);
  }

  long count(String condition) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select("select count(*) from audit_entry where " + condition)
                    .mapTo(Long.class)
                    .one());
  }

  String verify() {
    return verify(mac, Optional.empty());
  }

  String verifyWith(ChainHead head) {
    return verify(mac, Optional.of(head));
  }

  String verifyUnder(AuditMac others) {
    return verify(others, Optional.empty());
  }

  /** What is seen of the newest entries alone. */
  String verifyTail(int most) {
    return TrailTail.of(database, keys)
        .look(most)
        .discrepancy()
        .map(Discrepancy::message)
        .orElse("clean");
  }

  private String verify(AuditMac with, Optional<ChainHead> head) {
    Chain chainOfThose = new Chain(dao, with, erasure, database.transactions());
    return new TrailVerifier(dao, with, retired, chainOfThose)
        .verify(head)
        .discrepancy()
        .map(Discrepancy::message)
        .orElse("clean");
  }

  /** Replaces the key of the trail, as a replacement of the root key does. */
  TestTrail rekey() {
    RootKey before = root;
    root = RootKey.random();
    epoch++;
    keys.replace(epoch, List.of(root, before));
    for (RekeyStep step : new RekeyedTrail(dao, mac, chain, retired, clock).steps()) {
      String position = step.start();
      Part part;
      do {
        String at = position;
        part =
            database
                .transactions()
                .inTransaction(() -> step.next(at, new RekeyStep.Rekeying(epoch, ORIGIN)));
        position = part.position();
      } while (part.after() != Part.After.NOTHING);
    }
    keys.replace(epoch, List.of(root));
    return this;
  }

  long retired() {
    return dao.listRetired().size();
  }

  /** The key of the trail as it is, for somebody who may write the database, too. */
  Key key() {
    return new Key(new AuditMac(new DerivedKeys(List.of(root))));
  }

  /** Somebody who knows a key. */
  final class Key {
    private final AuditMac known;

    private Key(AuditMac known) {
      this.known = known;
    }

    String erasure(long userId) {
      return known.erasure(userId);
    }

    /** Changes entries and seals all up to the anchor anew. */
    void rewrite(String change) {
      tampered(change);
      ChainHead at = ChainHead.START;
      for (AuditEntry entry : dao.listChained(0, 0, 100)) {
        if (entry.number() != null && entry.number() <= retiredUpTo()) {
          AuditEntry signed = known.sign(entry);
          at = known.next(at, signed.mac());
          tampered(
              "update audit_entry set mac = decode('%s', 'hex'), seal = decode('%s', 'hex') where id = %d"
                  .formatted(signed.mac(), at.seal(), entry.id()));
        }
      }
    }

    private long retiredUpTo() {
      return retired.last().orElseThrow().number();
    }

    /** Adds an entry. */
    void append() {
      new AuditLog(dao, known, erasure, clock).record(ORIGIN, Deed.THING_DONE, AuditTarget.user(1));
    }
  }

  List<String> export() {
    List<String> lines = new ArrayList<>();
    new TrailExporter(dao, chain).export(lines::add);
    return lines;
  }

  List<Long> ids(int count) {
    AuditEntryIds ids = new AuditEntryIds(dao);
    return IntStream.range(0, count).mapToObj(n -> ids.next()).toList();
  }

  @Override
  public void close() {
    database.stop();
  }
}
