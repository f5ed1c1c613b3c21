package dev.gatehouse.ratelimit;

import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one database, without the hashing. The limit is three wrong ones. */
class SignInLimitsDaoTest {
  private static final DerivedKeys KEYS = TestSecrets.keys(TestSecrets.DEFAULT);
  private static final CommonCode WRONG = CommonCode.BAD_REQUEST;
  private static final CommonCode LIMITED = CommonCode.TOO_MANY_REQUESTS;
  private static final SignInAttempt ANN =
      new SignInAttempt("ann@people.example", Optional.empty(), RequestOrigin.ofCommand("test"));

  private final SettableClock clock = SettableClock.ofToday();
  private final DatabaseUrl url = TestDatabase.migrated();
  private final Database oneDatabase = Database.open(url, new DatabaseConfig(null, 2, 18));
  private final Database otherDatabase = Database.open(url, new DatabaseConfig(null, 2, 18));
  private final SignInLimits one = node(oneDatabase, 3);
  private final SignInLimits other = node(otherDatabase, 3);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdown();
    oneDatabase.stop();
    otherDatabase.stop();
  }

  @Test
  void aRightPasswordIsRefusedIfTheTriesWereUsedUpWhileItWasHashed() {
    String outcome =
        outcome(
            one,
            () -> {
              IntStream.range(0, 3).forEach(n -> outcome(other, () -> false));
              return true;
            });

    assertThat(outcome).isEqualTo(LIMITED.code());
  }

  @Test
  void aRightPasswordDoesNotOvertakeAWrongOneThatWaitsToBeCounted() {
    outcome(one, () -> false);
    outcome(one, () -> false);
    CompletableFuture<String> wrong;
    try (OpenTransaction open =
        OpenTransaction.running(url, "select from rate_counter for update")) {
      wrong = begin(one, () -> false);
      open.awaitWaiters(1);
      CompletableFuture<String> right = begin(other, () -> true);
      open.awaitWaiters(2);
      open.commit();

      assertThat(right.join()).isEqualTo(LIMITED.code());
    }
    assertThat(wrong.join()).isEqualTo(WRONG.code());
  }

  @Test
  void norTheVeryFirstWrongOneOfWhichThereIsNoRowYetToLock() {
    SignInLimits strict = node(oneDatabase, 1);
    SignInLimits otherStrict = node(otherDatabase, 1);
    CompletableFuture<String> wrong;
    try (OpenTransaction open =
        OpenTransaction.running(url, "lock table audit_entry in exclusive mode")) {
      wrong = begin(strict, () -> false);
      open.awaitWaiters(1);
      CompletableFuture<String> right = begin(otherStrict, () -> true);
      open.awaitWaiters(2);
      open.commit();

      assertThat(right.join()).isEqualTo(LIMITED.code());
    }
    assertThat(wrong.join()).isEqualTo(WRONG.code());
  }

  @Test
  void ofManyAtOnceThreeAreToldTheyAreWrongAndNoMoreAreCountedOrRecorded() {
    List<String> outcomes = atOnce(40, () -> false);

    assertThat(Collections.frequency(outcomes, WRONG.code())).isEqualTo(3);
    assertThat(Collections.frequency(outcomes, LIMITED.code())).isEqualTo(37);
    assertThat(text("select string_agg(cardinality(tries)::text, ' ') from rate_counter"))
        .isEqualTo("3 3 3");
    assertThat(
            text(
                "select string_agg(n::text, ' ' order by action) from"
                    + " (select action, count(*) n from audit_entry group by action) as rows"))
        .as("three signin.failed, one signin.limited")
        .isEqualTo("3 1");
  }

  @Test
  void rightOnesAtOnceAreNeverRefusedAndCountNothing() {
    outcome(one, () -> false);
    outcome(other, () -> false);

    assertThat(atOnce(40, () -> true)).containsOnly("");

    assertThat(text("select string_agg(cardinality(tries)::text, ' ') from rate_counter"))
        .isEqualTo("2 2 2");
  }

  private List<String> atOnce(int count, BooleanSupplier isRight) {
    return IntStream.range(0, count)
        .mapToObj(n -> begin(n % 2 == 0 ? one : other, isRight))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private CompletableFuture<String> begin(SignInLimits node, BooleanSupplier isRight) {
    return CompletableFuture.supplyAsync(() -> outcome(node, isRight), threads);
  }

  /** The code that refuses it, or nothing. */
  private static String outcome(SignInLimits node, BooleanSupplier isRight) {
    try {
      node.require(ANN, WRONG, lookAgain -> isRight.getAsBoolean());
      return "";
    } catch (Failure e) {
      return e.code().code();
    }
  }

  private String text(String query) {
    return TestDatabase.text(url, query);
  }

  private SignInLimits node(Database database, int quota) {
    return new RateLimitModule(
            load(
                LimitsConfig.class,
                "sign_in_per_network: " + quota + "/15m",
                "sign_in_per_account: 100/15m",
                "sign_in_per_address: 100/15m"),
            new AuditModule(load(AuditConfig.class), KEYS, database, clock).log(),
            KEYS,
            database,
            clock)
        .signIns();
  }
}
