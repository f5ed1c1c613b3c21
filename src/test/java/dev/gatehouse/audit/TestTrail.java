package dev.gatehouse.audit;

import com.google.common.net.InetAddresses;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
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

  TestTrail() {
    this(new AuditMac(TestSecrets.keys(TestSecrets.DEFAULT)));
  }

  private TestTrail(AuditMac mac) {
    this.mac = mac;
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
        "delete from audit_entry", "delete from audit_bound", "drop table if exists copy");
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
    new Retention(dao, mac, database.transactions(), clock).prune(keep);
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

  private String verify(AuditMac with, Optional<ChainHead> head) {
    Chain chainOfThose = new Chain(dao, with, erasure, database.transactions());
    return new TrailVerifier(dao, with, chainOfThose)
        .verify(head)
        .discrepancy()
        .map(Discrepancy::message)
        .orElse("clean");
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
