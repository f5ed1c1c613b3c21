package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.ServiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks on the work that passwords cost, at the configured cost of 12, by clients of several
 * networks, who are told apart by X-Forwarded-For; their figures are in docs/performance.md.
 */
@Tag("timing")
class PasswordWorkDrill {
  private static final String MARKS = "a" + "\u0301".repeat(20_000) + "\u0327".repeat(20_000);
  private static final String LETTERS_THAT_GROW = "\u0130".repeat(500_000);
  private static final String PASSWORD = "a long pass phrase";
  private static final String LOGIN = "/api/v1/auth/login";
  private static final String USERS = "/api/v1/users";
  private static final String ME = USERS + "/me";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SoftAssertions softly = new SoftAssertions();
  private final AtomicInteger names = new AtomicInteger();

  private final Path folder;
  private ServiceProcess service;

  private record Result(int status, String body, double seconds) {}

  PasswordWorkDrill(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws Exception {
    service =
        ServiceProcess.startIn(
            folder.resolve("service"),
            Map.of("APP_TRUSTED_PROXIES", "127.0.0.0/8", "APP_SMTP_URL", "smtp://127.0.0.1:1"),
            "-Xmx512m");
    String warm = signUp("198.51.100.1");
    for (int i = 0; i < 5; i++) {
      login(warm, "198.51.100.1");
    }
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    service.close();
    softly.assertAll();
  }

  @Test
  void aPasswordOfCombiningMarksIsAWrongOneLikeAnyOther() throws Exception {
    assertQuick("POST login", () -> loginForm("nobody@people.example", MARKS, "203.0.113.1"));
    for (String route : List.of("PUT /password", "POST /email", "POST /delete", "POST /mfa/totp")) {
      String token = token(signUp("203.0.113.2"));
      String[] parts = route.split(" ", -1);
      Map<String, String> more =
          Map.of("/password", "new_password", "/email", "new_email").entrySet().stream()
              .filter(each -> each.getKey().equals(parts[1]))
              .collect(Collectors.toMap(Map.Entry::getValue, each -> "nobody-99@people.example"));
      List<String> body = new ArrayList<>(List.of("current_password", MARKS));
      more.forEach((name, value) -> body.addAll(List.of(name, value)));
      byte[] packed = gzip(Json.object(body.toArray()));
      assertQuick(
          route + " current_password",
          () -> send(parts[0], ME + parts[1], JSON, packed, "203.0.113.2", token));
    }
    byte[] signUp =
        gzip(Json.object("email", "x@people.example", "full_name", "X", "password", MARKS));
    assertQuick("POST sign-up", () -> send("POST", USERS, JSON, signUp, "203.0.113.3", null));
    byte[] reset = gzip(Json.object("token", "x", "new_password", MARKS));
    assertQuick(
        "POST reset",
        () -> send("POST", "/api/v1/auth/password/reset", JSON, reset, "203.0.113.4", null));
  }

  @Test
  void aFormOfNamesWithoutValuesTakesNoLongerThanItIsLong() throws Exception {
    byte[] form = gzip("a&".repeat(524_288));
    assertQuick("POST login", () -> send("POST", LOGIN, FORM, form, "203.0.113.1", null));
  }

  @Test
  void aCodeOfLettersThatGrowTakesNoLongerThanItIsLong() throws Exception {
    String token = token(signUp("203.0.113.2"));
    byte[] begin = gzip(Json.object("current_password", PASSWORD));
    send("POST", ME + "/mfa/totp", JSON, begin, "203.0.113.2", token);
    byte[] confirm = gzip(Json.object("code", LETTERS_THAT_GROW));
    assertQuick(
        "POST confirm",
        () -> send("POST", ME + "/mfa/totp/confirm", JSON, confirm, "203.0.113.2", token));
  }

  @Test
  void aNetworkThatSignsInRightlyWithoutEndKeepsNobodyElseOut() throws Exception {
    // as many accounts as two cores need: those of one account wait for each other before the queue
    List<String> crowd = IntStream.range(0, 16).mapToObj(n -> signUp("198.51.100.2")).toList();
    String stranger = signUp("203.0.113.9");
    AtomicBoolean over = new AtomicBoolean();
    List<CompletableFuture<List<Result>>> flood =
        IntStream.range(0, 150)
            .mapToObj(n -> inThread(() -> signInUntil(over, crowd.get(n % 16))))
            .toList();
    pause(Duration.ofMillis(1500));
    List<Result> mine = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      mine.add(login(stranger, "203.0.113." + (10 + i)));
      pause(Duration.ofMillis(200));
    }
    over.set(true);
    List<Result> theirs = flood.stream().flatMap(each -> each.join().stream()).toList();

    System.out.printf("stranger %s, crowd %s%n", told(mine), told(theirs));
    assertThat(mine).extracting(Result::status).containsOnly(200);
  }

  @Test
  void ofTwentyWhoWantOneAddressOneGetsItAndTheOthersAreToldThatItIsTaken() {
    String email = "wanted@people.example";
    List<CompletableFuture<Result>> twenty =
        IntStream.range(0, 20)
            .mapToObj(n -> inThread(() -> signUp(email, "198.51.100.3")))
            .toList();
    List<Result> answers = twenty.stream().map(CompletableFuture::join).toList();

    System.out.printf("twenty sign-ups of one address %s%n", told(answers));
    assertThat(answers).extracting(Result::status).containsOnlyOnce(201);
    assertThat(answers).extracting(Result::status).containsOnly(201, 409);
  }

  private List<Result> signInUntil(AtomicBoolean over, String email) {
    List<Result> results = new ArrayList<>();
    while (!over.get()) {
      Result result = login(email, "198.51.100.2");
      results.add(result);
      if (result.status() != 200) {
        pause(Duration.ofMillis(20));
      }
    }
    return results;
  }

  /** Two at once, and /livez every 50 ms meanwhile. */
  private void assertQuick(String what, Supplier<Result> attack) {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Double> pulse = inThread(() -> slowestPulse(over));
    List<CompletableFuture<Result>> two = List.of(inThread(attack), inThread(attack));
    List<Result> results = two.stream().map(CompletableFuture::join).toList();
    over.set(true);
    System.out.printf("%s: %s, /livez %.2f s%n", what, told(results), pulse.join());
    softly.assertThat(results).as(what).extracting(Result::seconds).allMatch(time -> time < 3);
    softly.assertThat(results).as(what).extracting(Result::status).allMatch(code -> code < 500);
    softly.assertThat(pulse.join()).as("/livez beside " + what).isLessThan(1);
  }

  private double slowestPulse(AtomicBoolean over) {
    double slowest = 0;
    while (!over.get()) {
      slowest = Math.max(slowest, send("GET", "/livez", JSON, null, "192.0.2.1", null).seconds());
      pause(Duration.ofMillis(50));
    }
    return slowest;
  }

  private static String told(List<Result> results) {
    Map<Integer, Long> counts =
        results.stream()
            .collect(Collectors.groupingBy(Result::status, TreeMap::new, Collectors.counting()));
    double slowest = results.stream().mapToDouble(Result::seconds).max().orElse(0);
    return "%s, at most %.2f s".formatted(counts, slowest);
  }

  private String signUp(String address) {
    String email = "n" + names.incrementAndGet() + "@people.example";
    assertThat(signUp(email, address).status()).isEqualTo(201);
    return email;
  }

  private Result signUp(String email, String address) {
    return send(
        "POST",
        USERS,
        JSON,
        gzip(Json.object("email", email, "full_name", "N", "password", PASSWORD)),
        address,
        null);
  }

  private String token(String email) {
    String body = login(email, "203.0.113.8").body();
    String name = "\"access_token\":\"";
    int from = body.indexOf(name) + name.length();
    return body.substring(from, body.indexOf('"', from));
  }

  private Result login(String email, String address) {
    return loginForm(email, PASSWORD, address);
  }

  private Result loginForm(String email, String password, String address) {
    String form =
        "username=" + email + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
    return send("POST", LOGIN, FORM, gzip(form), address, null);
  }

  private Result send(
      String method,
      String path,
      String type,
      byte @Nullable [] packed,
      String address,
      @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
            .timeout(Duration.ofMinutes(3))
            .header("X-Forwarded-For", address)
            .method(
                method,
                packed == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(packed));
    if (packed != null) {
      request.header("Content-Type", type).header("Content-Encoding", "gzip");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    long began = System.nanoTime();
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      return new Result(response.statusCode(), response.body(), (System.nanoTime() - began) / 1e9);
    } catch (IOException e) {
      return new Result(0, e.toString(), (System.nanoTime() - began) / 1e9);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private <T> CompletableFuture<T> inThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
