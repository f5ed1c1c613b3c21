package dev.gatehouse.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.Quota;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.LimitReached;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimiterDaoTest {
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final DerivedKeys KEYS = TestSecrets.keys(TestSecrets.DEFAULT);

  private final SettableClock clock = SettableClock.ofToday();
  private final Database database = TestDatabase.open();
  private final RateLimiter limiter = limiter(quota(3), quota(5));
  private final Counter network = limiter.counter(Limit.SIGN_IN_PER_NETWORK, "ann");
  private final Counter account = limiter.counter(Limit.SIGN_IN_PER_ACCOUNT, "ann");

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void aFullCounterSaysWhichLimitItIsAndHowLongToWait() {
    count(3, network);
    clock.advance(Duration.ofMinutes(4));

    assertThatThrownBy(() -> limiter.requireRoom(network))
        .isInstanceOfSatisfying(
            Failure.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(CommonCode.TOO_MANY_REQUESTS);
              assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(11));
              assertThat(refused.limit())
                  .usingRecursiveComparison()
                  .ignoringFields("subject")
                  .isEqualTo(new LimitReached("sign_in_per_network", "", 3, QUARTER));
            });
  }

  @Test
  void rolledBackAttemptsDoNotCount() {
    Counter mailbox = limiter.counter(Limit.MAIL_PER_MAILBOX, "ann");

    assertThatThrownBy(
            () ->
                database
                    .transactions()
                    .run(
                        () -> {
                          assertThat(limiter.admits(mailbox)).isTrue();
                          throw new IllegalStateException("the mail was not queued after all");
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(limiter.admits(mailbox)).isTrue();
    assertThat(limiter.admits(mailbox)).isTrue();
    assertThat(limiter.admits(mailbox)).isFalse();
  }

  @Test
  void theQuotaHoldsInEachStretchOfTheWindow() {
    count(1, network);
    clock.advance(Duration.ofMinutes(14));
    count(2, network);
    clock.advance(Duration.ofMinutes(1));

    count(1, network);

    assertIsRefused(() -> limiter.count(network));
    clock.advance(Duration.ofMinutes(14));
    count(2, network);
    assertIsRefused(() -> limiter.count(network));
  }

  @Test
  void ofManyAtOnceAsManyAreCountedAsTheQuotaAllows() {
    AtomicInteger passed = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(20);

    List<CompletableFuture<Void>> tries =
        IntStream.range(0, 100)
            .mapToObj(
                n ->
                    CompletableFuture.runAsync(
                        () -> {
                          limiter.count(account, network);
                          passed.incrementAndGet();
                        },
                        threads))
            .toList();
    tries.forEach(each -> each.exceptionally(refused -> null).join());
    threads.shutdown();

    assertThat(passed).hasValue(3);
    assertThat(tries("sign_in_per_account")).isEqualTo(3);
  }

  @Test
  void attemptRefusedByOneIsCountedByNone() {
    count(3, network);

    assertIsRefused(() -> limiter.count(network, account));

    assertThat(tries("sign_in_per_account")).isZero();
  }

  @Test
  void anExemptOneIsCountedButNotHeldUp() {
    count(5, account);
    Counter exempt = account.unless(() -> true);

    assertThatCode(() -> limiter.requireRoom(exempt)).doesNotThrowAnyException();
    clock.advance(Duration.ofMinutes(14));
    count(1, exempt);
    clock.advance(Duration.ofMinutes(1));

    count(4, account);
    assertIsRefused(() -> limiter.count(account));
  }

  @Test
  void aChangedQuotaHoldsFromTheNextTryOn() {
    count(3, network);
    clock.advance(QUARTER);
    RateLimiter stricter = limiter(quota(1), quota(1));

    stricter.count(network);

    assertIsRefused(() -> stricter.count(network));
    assertThat(tries("sign_in_per_network")).isEqualTo(1);
  }

  @Test
  void countersThatHaveRunOutGoWithTheNextTriesOfOthers() {
    IntStream.range(0, 15)
        .forEach(n -> count(1, limiter.counter(Limit.SIGN_IN_PER_NETWORK, "somebody " + n)));
    clock.advance(QUARTER);

    count(2, network);

    assertThat(counters()).isEqualTo(1);
  }

  @Test
  void neitherAccountNorAddressIsKept() {
    count(1, limiter.counter(Limit.SIGN_IN_PER_ACCOUNT, "ann@people.example"));

    assertThat(query("select string_agg(c::text, ' ') from rate_counter c", String.class))
        .contains("sign_in_per_account")
        .doesNotContain("ann", "people");
  }

  private RateLimiter limiter(Quota perNetwork, Quota perAccount) {
    LimitsConfig config =
        new LimitsConfig(
            true,
            perNetwork,
            perAccount,
            quota(100),
            quota(100),
            quota(2),
            quota(100),
            quota(100),
            quota(100),
            quota(100),
            5,
            100);
    return new RateLimiter(
        database.dao(RateCounterDao.class), database.transactions(), config, KEYS, clock);
  }

  private void count(int times, Counter counter) {
    for (int i = 0; i < times; i++) {
      limiter.count(counter);
    }
  }

  private static void assertIsRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class,
            refused -> assertThat(refused.code()).isEqualTo(CommonCode.TOO_MANY_REQUESTS));
  }

  private int tries(String name) {
    return query(
        "select coalesce(sum(cardinality(tries)), 0) from rate_counter where name = '" + name + "'",
        Integer.class);
  }

  private int counters() {
    return query("select count(*) from rate_counter", Integer.class);
  }

  private <T> T query(String sql, Class<T> type) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(type).one());
  }

  private static Quota quota(int count) {
    return new Quota(count, QUARTER);
  }
}
