package dev.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.testing.TestDatabase;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionsDaoTest {
  private static final int POOL = 4;

  interface NoteDao {
    @SqlUpdate("insert into note (text) values (:text)")
    void insert(String text);

    @SqlQuery("select text from note order by text")
    List<String> list();
  }

  private Database database;
  private Transactions transactions;
  private NoteDao notes;

  @BeforeEach
  void open() {
    DatabaseUrl url = TestDatabase.empty();
    TestDatabase.execute(url, "create table note (text text)");
    database = Database.open(url, new DatabaseConfig(null, POOL, 0));
    transactions = database.transactions();
    notes = database.dao(NoteDao.class);
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void workOutsideATransactionSurvivesItsRollback() {
    assertThatThrownBy(
            () ->
                inLongTransaction(
                    () -> {
                      notes.insert("undone");
                      transactions.outsideTransaction(
                          () -> transactions.inTransaction(() -> inserted("apart")));
                      notes.insert("undone too");
                      assertThat(notes.list()).hasSize(3);
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(notes.list()).containsExactly("apart");
  }

  @Test
  void outsideNeedsNoTransaction() {
    transactions.outsideTransaction(() -> inserted("one"));

    assertThat(notes.list()).containsExactly("one");
  }

  @Test
  void aBlockInsideALongTransactionJoinsIt() {
    assertThatThrownBy(
            () ->
                inLongTransaction(
                    () -> {
                      transactions.run(() -> notes.insert("joined"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(notes.list()).isEmpty();
  }

  @Test
  void longTransactionsTakeHalfOfThePoolAndFurtherOnesFailInTime() {
    CountDownLatch open = new CountDownLatch(POOL / 2);
    CountDownLatch done = new CountDownLatch(1);
    List<CompletableFuture<Void>> holders =
        IntStream.range(0, POOL / 2)
            .mapToObj(n -> CompletableFuture.runAsync(() -> hold(open, done)))
            .toList();
    try {
      open.await();
      long began = System.nanoTime();

      assertThatThrownBy(() -> inLongTransaction(notes::list))
          .isInstanceOfSatisfying(
              Failure.class,
              refused -> {
                assertThat(refused.code()).isEqualTo(CommonCode.UNAVAILABLE);
                assertThat(refused.retryAfter()).isPositive();
              });
      assertThat((System.nanoTime() - began) / 1_000_000).isBetween(600L, 2_000L);
      assertThat(notes.list()).doesNotContain("kept");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      done.countDown();
    }
    holders.forEach(CompletableFuture::join);
    assertThat(notes.list()).containsExactly("apart", "apart", "kept", "kept");
  }

  /** The owner of the row may be waiting for a lock of the suspended transaction. */
  @Test
  void workOutsideATransactionDoesNotQueue() throws Exception {
    ContendedRow row = ContendedRow.of("note", 1);
    CountDownLatch inTurn = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(
            () ->
                transactions.inTurn(
                    row,
                    () -> {
                      inTurn.countDown();
                      return uninterruptibly(done);
                    }));
    inTurn.await();
    try {
      inLongTransaction(
          () ->
              transactions.outsideTransaction(
                  () -> transactions.inTransaction(row, () -> inserted("apart"))));
    } finally {
      done.countDown();
    }

    assertThat(notes.list()).containsExactly("apart");
    assertThat(other.join()).isTrue();
  }

  @Test
  void idleTransactionsTakeHalfOfTheLongOnes() throws Exception {
    CountDownLatch idling = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    CompletableFuture<Boolean> idler =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return transactions.inIdleTransaction(
                    List.of(),
                    () -> {
                      idling.countDown();
                      return uninterruptibly(done);
                    });
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    idling.await();
    try {
      assertThatThrownBy(() -> transactions.inIdleTransaction(List.of(), notes::list))
          .isInstanceOf(Failure.class);
      assertThat(this.<List<String>>inLongTransaction(notes::list)).isEmpty();
    } finally {
      done.countDown();
    }
    assertThat(idler.join()).isTrue();
  }

  private <T> T inLongTransaction(Callable<T> work) throws Exception {
    return transactions.inLongTransaction(List.of(), work);
  }

  private boolean inserted(String text) {
    notes.insert(text);
    return true;
  }

  private static boolean uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Each holder asks for a second connection while all connections of the share are taken. */
  private void hold(CountDownLatch open, CountDownLatch done) {
    try {
      inLongTransaction(
          () -> {
            notes.insert("kept");
            open.countDown();
            open.await();
            transactions.outsideTransaction(() -> inserted("apart"));
            done.await();
            return true;
          });
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
