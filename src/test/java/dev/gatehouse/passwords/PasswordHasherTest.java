package dev.gatehouse.passwords;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.problems.Failure;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
  private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();

  private static void nothing() {}

  /** Hashes by turning around, and remembers what it was asked. */
  private static final class Reversing implements PreferredScheme {
    private final List<String> checked = new ArrayList<>();

    @Override
    public String hash(String password) {
      return "r:" + new StringBuilder(password).reverse();
    }

    @Override
    public StoredHash decoy() {
      return stored("r:");
    }

    @Override
    public Optional<StoredHash> read(String stored) {
      return stored.matches("(older )?r:.*") ? Optional.of(stored(stored)) : Optional.empty();
    }

    @Override
    public boolean isOutdated(String password, String stored) {
      return !stored.equals(hash(password));
    }

    @Override
    public void burn(double share) {
      throw new AssertionError("no hash is cheaper");
    }

    private StoredHash stored(String hash) {
      return new StoredHash() {
        @Override
        public boolean matches(String password) {
          checked.add(hash);
          return hash.endsWith(hash(password));
        }

        @Override
        public long effort() {
          return 1;
        }
      };
    }
  }

  private final Reversing scheme = new Reversing();
  private final HashingBulkhead bulkhead = new HashingBulkhead(1, 1, Duration.ofMillis(200));
  private final PasswordHasher hasher =
      new PasswordHasher(
          bulkhead, scheme, new ConstantTimeVerifier(scheme, List.of(), System::nanoTime));
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void stop() throws Exception {
    release.countDown();
    bulkhead.stop();
  }

  private boolean matches(String password, Optional<String> stored) {
    return hasher.verification(password, stored, CLIENT).isRight(PasswordHasherTest::nothing);
  }

  private boolean isOutdated(String password, String stored) {
    PasswordVerification check = hasher.verification(password, Optional.of(stored), CLIENT);
    return check.isRight(PasswordHasherTest::nothing) && check.isOutdated();
  }

  @Test
  void allSpellingsOfUnicodeAreOnePassword() {
    assertThat(hasher.hash("Zoe\u0308", CLIENT, PasswordHasherTest::nothing))
        .isEqualTo(hasher.hash("Zo\u00eb", CLIENT, PasswordHasherTest::nothing));
    assertThat(
            matches(
                "\uFF21\u212B",
                Optional.of(hasher.hash("A\u00c5", CLIENT, PasswordHasherTest::nothing))))
        .isTrue();
  }

  @Test
  void withoutAHashAsMuchIsCheckedAndNothingMatches() {
    assertThat(matches("", Optional.empty())).isFalse();
    assertThat(scheme.checked).containsExactly("r:");
  }

  @Test
  void aHashThatNobodyKnowsMatchesNothing() {
    assertThat(matches("x", Optional.of("other:x"))).isFalse();
    assertThat(scheme.checked).containsExactly("r:");
  }

  @Test
  void aRightPasswordTellsWhetherItsHashIsOutdatedAndAWrongOneDoesNot() {
    assertThat(isOutdated("x", "older r:x")).isTrue();
    assertThat(isOutdated("x", "r:x")).isFalse();
    assertThat(isOutdated("y", "older r:x")).isFalse();
  }

  @Test
  void passwordsAreNormalisedInTheBulkheadAndNoneOver4KiB() {
    List<String> normalised = new ArrayList<>();
    PasswordHasher watched =
        new PasswordHasher(
            bulkhead,
            scheme,
            new ConstantTimeVerifier(scheme, List.of(), System::nanoTime),
            text -> {
              normalised.add(Thread.currentThread().getName() + " " + text.length());
              return text;
            });
    Optional<String> stored = Optional.of(watched.hash("x", CLIENT, PasswordHasherTest::nothing));

    assertThat(
            watched
                .verification("y".repeat(4096), stored, CLIENT)
                .isRight(PasswordHasherTest::nothing))
        .isFalse();
    assertThat(
            watched
                .verification("y".repeat(4097), stored, CLIENT)
                .isRight(PasswordHasherTest::nothing))
        .isFalse();
    assertThat(
            watched
                .verification("\u0301".repeat(2049), stored, CLIENT)
                .isRight(PasswordHasherTest::nothing))
        .isFalse();
    assertThatThrownBy(() -> watched.hash("y".repeat(4097), CLIENT, PasswordHasherTest::nothing))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(normalised).containsExactly("password-hashing 1", "password-hashing 4096");
    assertThat(scheme.checked).as("checks made, whatever the length").hasSize(3);
  }

  @Test
  void whoComesWhenTheQueueIsFullIsTurnedAwayAtOnce() throws Exception {
    HashingBulkhead patient = new HashingBulkhead(1, 1, Duration.ofSeconds(30));
    CompletableFuture<String> working = occupy(patient);
    List<CompletableFuture<String>> two =
        List.of(run(patient, "one of two"), run(patient, "one of two"));

    CompletableFuture<Object> first = CompletableFuture.anyOf(two.get(0), two.get(1));
    assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("unavailable");

    release.countDown();
    assertThat(working.get()).isEqualTo("worked");
    assertThat(two)
        .filteredOn(each -> each.handle((value, failure) -> failure == null).join())
        .singleElement()
        .satisfies(each -> assertThat(each.join()).isEqualTo("one of two"));
    patient.stop();
  }

  private static CompletableFuture<String> run(HashingBulkhead bulkhead, String result) {
    return inThreadOfItsOwn(() -> bulkhead.run("net", PasswordHasherTest::nothing, () -> result));
  }

  /** The common pool may have one thread alone, which somebody here keeps waiting. */
  private static <T> CompletableFuture<T> inThreadOfItsOwn(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
  }

  @Test
  void nobodyWaitsForLongerThanTheLimitAndWhatIsGivenUpIsNotDone() throws Exception {
    CompletableFuture<String> working = occupy(bulkhead);
    List<String> done = new ArrayList<>();

    assertThatThrownBy(
            () -> bulkhead.run("net", PasswordHasherTest::nothing, () -> done.add("late")))
        .isInstanceOf(Failure.class)
        .hasMessage("unavailable");

    release.countDown();
    assertThat(working.get()).isEqualTo("worked");
    assertThat(bulkhead.run("net", PasswordHasherTest::nothing, () -> "next")).isEqualTo("next");
    assertThat(done).isEmpty();
  }

  @Test
  void queuedWorkIsRecheckedByItsCallerBeforeItBegins() throws Exception {
    HashingBulkhead patient = new HashingBulkhead(1, 2, Duration.ofSeconds(30));
    CompletableFuture<String> working = occupy(patient);
    List<String> looks = new CopyOnWriteArrayList<>();
    List<String> done = new CopyOnWriteArrayList<>();
    CompletableFuture<Boolean> moot =
        inThreadOfItsOwn(
            () ->
                patient.run(
                    "net",
                    () -> {
                      looks.add(Thread.currentThread().getName());
                      throw new IllegalStateException("moot");
                    },
                    () -> done.add("moot")));
    CompletableFuture<Boolean> useful =
        inThreadOfItsOwn(() -> patient.run("other net", () -> {}, () -> done.add("useful")));
    await().until(() -> patient.waiting() == 2);
    assertThat(looks).isEmpty();

    release.countDown();

    assertThat(working.get()).isEqualTo("worked");
    assertThat(useful.get()).isTrue();
    assertThatThrownBy(moot::get).hasRootCauseMessage("moot");
    assertThat(looks).singleElement().asString().doesNotContain("password-hashing");
    assertThat(done).containsExactly("useful");
    patient.stop();
  }

  @Test
  void noTurnIsLostInACrowdThatGivesUpFailsAndFindsItsWorkMoot() throws Exception {
    HashingBulkhead crowded = new HashingBulkhead(3, 8, Duration.ofMillis(2));
    AtomicInteger failed = new AtomicInteger();
    ExecutorService crowd = Executors.newFixedThreadPool(24);
    for (int i = 0; i < 6000; i++) {
      int n = i;
      crowd.execute(
          () -> {
            Runnable look = () -> failIf(n % 7 == 0);
            try {
              crowded.run("net " + n % 5, look, () -> failIf(n % 11 == 0));
            } catch (RuntimeException e) {
              failed.incrementAndGet();
            }
          });
    }
    crowd.shutdown();
    assertThat(crowd.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(failed.get()).isBetween(500, 5999);

    CountDownLatch together = new CountDownLatch(3);
    List<CompletableFuture<Boolean>> three =
        Stream.generate(
                () ->
                    inThreadOfItsOwn(
                        () ->
                            crowded.run("net", PasswordHasherTest::nothing, () -> meet(together))))
            .limit(3)
            .toList();
    assertThat(three).extracting(CompletableFuture::join).containsOnly(true);
    crowded.stop();
  }

  private static boolean failIf(boolean bad) {
    if (bad) {
      throw new IllegalStateException("bad");
    }
    return true;
  }

  private static boolean meet(CountDownLatch together) throws InterruptedException {
    together.countDown();
    return together.await(30, TimeUnit.SECONDS);
  }

  @Test
  void immediateWorkIsNotRechecked() {
    assertThat(
            bulkhead.run(
                "net",
                () -> {
                  throw new IllegalStateException("it was looked at just before");
                },
                () -> "done"))
        .isEqualTo("done");
  }

  @Test
  void begunWorkFinishesHoweverLongItTakes() throws Exception {
    CompletableFuture<String> working = occupy(bulkhead);
    CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS).execute(release::countDown);

    assertThat(working.get()).isEqualTo("worked");
  }

  @Test
  void failureInTheBulkheadReachesTheCaller() {
    assertThatThrownBy(
            () ->
                bulkhead.run(
                    "net",
                    PasswordHasherTest::nothing,
                    () -> {
                      throw new IllegalArgumentException("inside");
                    }))
        .hasRootCauseMessage("inside");
  }

  private CompletableFuture<String> occupy(HashingBulkhead threads) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> working =
        inThreadOfItsOwn(
            () ->
                threads.run(
                    "net",
                    PasswordHasherTest::nothing,
                    () -> {
                      begun.countDown();
                      release.await();
                      return "worked";
                    }));
    begun.await();
    return working;
  }
}
