package dev.gatehouse.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.ProblemCode;
import dev.gatehouse.platform.rest.BufferedResponse;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyDaoTest {
  interface RowsDao {
    @SqlQuery("select count(*) from kept_answer")
    int kept();

    @SqlUpdate("delete from kept_answer")
    void deleteAll();

    @SqlUpdate("update kept_answer set answer = set_byte(answer, 20, get_byte(answer, 20) # 1)")
    void tamper();

    @SqlQuery("select current_setting('idle_in_transaction_session_timeout')")
    String idleLimit();
  }

  /** An answer. */
  record Done(int works) {}

  private static final byte[] BODY = digest("body");

  private final SettableClock clock = SettableClock.ofToday();
  private final AtomicInteger works = new AtomicInteger();
  private Database database;
  private IdempotencyModule module;
  private RowsDao rows;

  @BeforeAll
  void open() {
    database = TestDatabase.open();
    module = new IdempotencyModule(TestSecrets.keys(TestSecrets.DEFAULT), database, clock);
    rows = database.dao(RowsDao.class);
  }

  @AfterAll
  void close() {
    database.stop();
  }

  @BeforeEach
  void empty() {
    rows.deleteAll();
    works.set(0);
  }

  @Test
  void anUploadIsComparedByWhatWasReadOfIt() throws Exception {
    BufferedResponse first = once("key", readingOf("a,b\n1,2\n"));
    BufferedResponse again = once("key", readingOf("a,b\n1,2\n"));

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers()).containsEntry("Idempotency-Replayed", "true");
    assertThat(works).hasValue(1);
    assertRefused(
        IdempotencyCode.IDEMPOTENCY_KEY_REUSED, () -> once("key", readingOf("a,b\n1,3\n")));
  }

  @Test
  void withoutAKeyNothingIsKeptAndTheWorkIsDoneEachTime() throws Exception {
    module.idempotency().once(new IdempotentRequest(null, null, "/x", "r"), BODY, this::work);
    module.idempotency().once(new IdempotentRequest(null, null, "/x", "r"), BODY, this::work);

    assertThat(works).hasValue(2);
    assertThat(rows.kept()).isZero();
  }

  @Test
  void failureFreesTheKey() throws Exception {
    assertThatThrownBy(
            () ->
                module
                    .idempotency()
                    .once(
                        identity("key"),
                        BODY,
                        () -> {
                          throw new IllegalStateException("a fault");
                        }))
        .hasMessage("a fault");
    assertRefused(
        CommonCode.FORBIDDEN,
        () ->
            module
                .idempotency()
                .once(
                    identity("key"),
                    BODY,
                    () -> {
                      throw Failure.of(CommonCode.FORBIDDEN);
                    }));

    assertThat(once("key", BODY).status()).isEqualTo(200);
    assertThat(works).hasValue(1);
  }

  @Test
  void silentNodeLosesItsKeyWithinAMinute() throws Exception {
    module
        .idempotency()
        .once(
            identity("key"),
            BODY,
            () -> {
              assertThat(rows.idleLimit()).isEqualTo("30s");
              return work();
            });

    assertThat(works).hasValue(1);
  }

  @Test
  void theSweepTakesWhatHasExpiredAndNothingElse() throws Exception {
    once("old", BODY);
    clock.advance(Duration.ofHours(23));
    once("young", BODY);
    clock.advance(Duration.ofHours(1));

    module.recurring().forEach(each -> each.work().run());

    assertThat(rows.kept()).isEqualTo(1);
    once("young", BODY);
    assertThat(works).hasValue(2);
  }

  @Test
  void anAnswerThatWasTamperedWithIsNotGiven() throws Exception {
    once("key", BODY);
    rows.tamper();

    assertThatThrownBy(() -> once("key", BODY)).isInstanceOf(IllegalStateException.class);
    assertThat(works).hasValue(1);
  }

  private BufferedResponse once(String key, byte[] digest) throws Exception {
    return module.idempotency().once(identity(key), digest, this::work);
  }

  private Object work() {
    works.incrementAndGet();
    return new Done(works.get());
  }

  private static IdempotentRequest identity(String key) {
    return new IdempotentRequest(key, null, "/api/v1/things", "request");
  }

  private static byte[] readingOf(String upload) throws IOException {
    MessageDigest digest = Idempotency.newBodyDigest();
    byte[] bytes = upload.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = new DigestInputStream(new ByteArrayInputStream(bytes), digest)) {
      in.readAllBytes();
    }
    return digest.digest();
  }

  private static byte[] digest(String body) {
    return Idempotency.newBodyDigest().digest(body.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(ProblemCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
