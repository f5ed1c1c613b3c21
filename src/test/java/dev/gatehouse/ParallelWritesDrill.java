package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.ServiceProcess;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One user changes an account on 300 connections at once, again and again; a stranger reads, one
 * request after the other.
 */
@Tag("timing")
class ParallelWritesDrill {
  private static final int WRITERS = 300;
  private static final int WARM_UP = 300;
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("drill.seconds", 10));
  private static final Duration PROMISED = Duration.ofMillis(250);
  private static final String ME = "/api/v1/users/me";

  private final Path folder;

  ParallelWritesDrill(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aStrangerReadsOnWhileOneUserWritesOnThreeHundredConnections() throws Exception {
    DatabaseUrl database = TestDatabase.migrated();
    Map<String, String> settings =
        Map.of(
            "APP_DATABASE_URL",
            database.reveal(),
            "APP_JWT_SECRET",
            TestSecrets.DEFAULT,
            "APP_BCRYPT_COST",
            "4",
            "APP_LIMITS",
            "off");
    try (ServiceProcess service = ServiceProcess.startIn(folder, settings)) {
      String writer = signedUp(service);
      String stranger = signedUp(service);
      List<Call> some =
          List.of(write(service, writer), write(service, writer), read(service, stranger));
      for (int i = 0; i < WARM_UP; i++) {
        some.forEach(call -> call.anyAnswer().expect(200));
      }

      ExecutorService threads = Executors.newCachedThreadPool();
      List<Call> calls = Stream.generate(() -> write(service, writer)).limit(WRITERS).toList();
      long end = System.nanoTime() + TIME.toNanos();
      List<CompletableFuture<List<Answer>>> writing =
          calls.stream().map(call -> repeated(call, end, threads)).toList();
      List<Answer> reads = repeated(read(service, stranger), end, threads).join();
      List<Answer> writes =
          writing.stream().map(CompletableFuture::join).flatMap(List::stream).toList();
      threads.shutdown();

      System.out.printf("reads of the stranger: %s%n", told(reads));
      System.out.printf("writes of the one: %s%n", told(writes));
      assertThat(reads).extracting(Answer::status).containsOnly(200);
      assertThat(quantile(reads, 0.99)).isLessThan(PROMISED);
    }
  }

  private static CompletableFuture<List<Answer>> repeated(
      Call call, long end, ExecutorService threads) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<Answer> answers = new ArrayList<>();
          do {
            answers.add(call.anyAnswer());
          } while (System.nanoTime() < end);
          return answers;
        },
        threads);
  }

  private static Call write(ServiceProcess service, String token) {
    return service.call("PATCH", ME).bearer(token).json("full_name", Service.newName());
  }

  private static Call read(ServiceProcess service, String token) {
    return service.call("GET", ME).bearer(token);
  }

  private static String signedUp(ServiceProcess service) {
    String email = Service.newEmail();
    service
        .call("POST", "/api/v1/users")
        .json("email", email, "full_name", "Somebody", "password", Person.PASSWORD)
        .anyAnswer()
        .expect(201);
    return service
        .call("POST", "/api/v1/auth/login")
        .form("username", email, "password", Person.PASSWORD)
        .anyAnswer()
        .expect(200)
        .text("access_token");
  }

  private static String told(List<Answer> answers) {
    return "%d, of these %d are 200 and %d 503; p50 %d ms, p99 %d ms, longest %d ms"
        .formatted(
            answers.size(),
            answers.stream().filter(each -> each.status() == 200).count(),
            answers.stream().filter(each -> each.status() == 503).count(),
            quantile(answers, 0.5).toMillis(),
            quantile(answers, 0.99).toMillis(),
            quantile(answers, 1).toMillis());
  }

  private static Duration quantile(List<Answer> answers, double part) {
    List<Duration> times = answers.stream().map(Answer::took).sorted().toList();
    return times.get(Math.min(times.size() - 1, (int) (part * times.size())));
  }
}
