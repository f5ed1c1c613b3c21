package dev.gatehouse.audit;

import com.google.common.net.InetAddresses;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Origin;
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
final class TrailUnderTest implements AutoCloseable {
  static final Origin ORIGIN =
      new Origin(7L, InetAddresses.forString("192.0.2.1"), "a browser", "request-1");

  private final Database database = TestDatabase.open();
  private final SettableClock clock = SettableClock.ofToday();
  private final AuditDao dao = database.dao(AuditDao.class);
  private final Seals seals;
  private final Erasure erasure;
  private final Chain chain;

  TrailUnderTest() {
    this(new Seals(TestSecrets.keys(TestSecrets.USUAL)));
  }

  private TrailUnderTest(Seals seals) {
    this.seals = seals;
    this.erasure = new Erasure(dao, seals);
    this.chain = new Chain(dao, seals, erasure, database.transactions());
  }

  enum Deed implements AuditAction {
    THING_DONE,
    USER_DELETED
  }

  AuditLog log() {
    return new AuditLog(dao, seals, erasure, clock);
  }

  Chain chain() {
    return chain;
  }

  /** Without an entry, as it was new. */
  TrailUnderTest cleared() {
    return tampered(
        "delete from audit_entry", "delete from audit_bound", "drop table if exists copy");
  }

  /** With so many entries, all of them chained. */
  TrailUnderTest of(int entries) {
    for (int i = 0; i < entries; i++) {
      log().record(ORIGIN, Deed.THING_DONE, Target.user(8), Map.of("n", i));
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
    new Retention(dao, seals, database.transactions(), clock).prune(keep);
  }

  Link head() {
    return chain.head().orElseThrow();
  }

  /** What somebody does who may do everything with the database but has no secret. */
  TrailUnderTest tampered(String... statements) {
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
    return verify(seals, Optional.empty());
  }

  String verifyWith(Link head) {
    return verify(seals, Optional.of(head));
  }

  String verifyUnder(Seals others) {
    return verify(others, Optional.empty());
  }

  private String verify(Seals with, Optional<Link> head) {
    Chain chainOfThose = new Chain(dao, with, erasure, database.transactions());
    return new Verifier(dao, with, chainOfThose)
        .verify(head)
        .fault()
        .map(Fault::message)
        .orElse("clean");
  }

  List<String> export() {
    List<String> lines = new ArrayList<>();
    new Exporter(dao, chain).export(lines::add);
    return lines;
  }

  List<Long> ids(int count) {
    EntryIds ids = new EntryIds(dao);
    return IntStream.range(0, count).mapToObj(n -> ids.next()).toList();
  }

  @Override
  public void close() {
    database.stop();
  }
}
