package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.ServiceProcess;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The last release and this one side by side on the schema of this one, under load, while nodes are
 * exchanged forth, back and forth again. {@code .ci/previous target/previous} builds the last
 * release.
 */
@Tag("previous")
class RollingUpdateDrill {
  private static final Path RELEASE = Path.of("target", "previous").toAbsolutePath();
  private static final Path REPORT = Path.of("target", "rolling-update-drill.md");
  private static final long PHASE_SECONDS = 5;
  private static final String AUTH = "/api/v1/auth/";
  private static final String ME = "/api/v1/users/me";
  private static final String USERS = "/api/v1/users/";
  private static final String PRODUCTS = "/api/v1/products";
  private static final String ROWS = "sku,name,unit_amount,currency\n%s,Spoon,100,EUR\n";
  private static final Pattern LINK_TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]+)");

  private final DatabaseUrl database = TestDatabase.empty();
  private final MailServer mails = MailServer.start();
  private final Map<String, String> settings = settings();

  /** The nodes that a balancer would send requests to. */
  private final List<ServiceProcess> balanced = new CopyOnWriteArrayList<>();

  /** Held while nodes must not go. */
  private final ReentrantReadWriteLock journeys = new ReentrantReadWriteLock(true);

  private final List<String> phases = new ArrayList<>();
  private final List<ServiceProcess> started = new ArrayList<>();
  private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final Path folder;

  RollingUpdateDrill(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    started.forEach(ServiceProcess::close);
    mails.close();
  }

  /** A journey that begins and ends within one phase, over two nodes that may be the same. */
  @FunctionalInterface
  private interface Journey {
    void over(ServiceProcess one, ServiceProcess other) throws Exception;
  }

  private record Account(long id, String email, String token) {}

  @Test
  void noRequestFailsWhileNodesAreExchangedForthAndBack() throws Exception {
    run(lastRelease(), "db", "migrate");
    ServiceProcess old = startOld();
    Account admin = administrator(old);
    Account ann = account(old);
    SettableClock clock = new SettableClock(Clock.systemUTC().instant());
    List<String> recoveryCodes = enrol(old, ann, clock);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    run(threads, "session", this::session);
    run(threads, "token of before", (one, other) -> me(one, ann.token()).expect(200));
    run(threads, "administration", (one, other) -> administer(one, other, admin));
    run(threads, "product", (one, other) -> edit(one, other, admin));
    run(threads, "import", (one, other) -> bringIn(one, other, admin));
    run(threads, "reset", this::reset);
    pass("the last release alone");

    run(thisRelease(), "db", "migrate");
    pass("the last release alone on the new schema");

    ServiceProcess young = startNew();
    pass("both");
    signInWithRecoveryCode(young, ann, recoveryCodes.get(0));
    signInWithRecoveryCode(old, ann, recoveryCodes.get(1));
    assertRightsAreThoseOfEachRelease(old, young, admin);

    take(old);
    pass("this release alone");
    old = startOld();
    pass("both again");
    take(young);
    pass("the last release alone again");
    young = startNew();
    take(old);
    pass("this release in the end");

    isOver.set(true);
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    me(young, ann.token()).expect(200);
    run(thisRelease(), "audit", "verify");
    report();
    assertThat(failures).isEmpty();
  }

  private Map<String, String> settings() {
    Map<String, String> usual =
        Service.environment(database, "APP_SMTP_URL", mails.url(), "APP_MAIL_FROM", "a@b.example");
    // each node has its own
    usual.keySet().removeAll(Set.of("APP_PORT", "APP_ADMIN_PORT"));
    return usual;
  }

  private ServiceProcess startOld() throws Exception {
    return balance(ServiceProcess.startRelease(RELEASE, next(), settings));
  }

  private ServiceProcess startNew() throws Exception {
    return balance(ServiceProcess.startIn(next(), settings));
  }

  private Path next() {
    return folder.resolve("node-" + started.size());
  }

  private ServiceProcess balance(ServiceProcess node) {
    started.add(node);
    balanced.add(node);
    return node;
  }

  /** Takes a node from the balancer, and ends it once the journeys that use it are over. */
  private void take(ServiceProcess node) throws InterruptedException {
    balanced.remove(node);
    journeys.writeLock().lock();
    try {
      assertThat(node.stop()).isZero();
    } finally {
      journeys.writeLock().unlock();
    }
  }

  /** Lets the journeys go on for a while. */
  private void pass(String phase) throws InterruptedException {
    int before = total();
    TimeUnit.SECONDS.sleep(PHASE_SECONDS);
    phases.add("%s: %d journeys".formatted(phase, total() - before));
    assertThat(failures).as(phase).isEmpty();
    assertThat(total()).as(phase).isGreaterThan(before);
  }

  private int total() {
    return done.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  private void report() throws IOException {
    Files.writeString(
        REPORT, String.join("\n", phases) + "\n" + done + ", " + failures.size() + " failed\n");
  }

  /** A build of the service: its command line without arguments, and its config.yml. */
  private record Build(List<String> command, Path config) {}

  private static Build lastRelease() {
    String jar = RELEASE.resolve("app.jar").toString();
    return new Build(
        List.of(ServiceProcess.java().get(0), "-jar", jar), RELEASE.resolve("config.yml"));
  }

  private static Build thisRelease() {
    return new Build(ServiceProcess.java(), Path.of("config.yml"));
  }

  /** Runs a command, which must succeed. */
  private void run(Build build, String... arguments) throws IOException, InterruptedException {
    Path place = Files.createTempDirectory(folder, "command");
    Files.copy(build.config(), place.resolve("config.yml"));
    List<String> command = new ArrayList<>(build.command());
    command.addAll(List.of(arguments));
    command.add("config.yml");
    ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
    builder.environment().putAll(settings);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private void run(ExecutorService threads, String name, Journey journey) {
    AtomicInteger count = new AtomicInteger();
    done.put(name, count);
    threads.execute(
        () -> {
          while (!isOver.get()) {
            journeys.readLock().lock();
            try {
              journey.over(any(), any());
              count.incrementAndGet();
            } catch (Exception | AssertionError e) {
              failures.add(new AssertionError(name, e));
            } finally {
              journeys.readLock().unlock();
            }
          }
        });
  }

  private ServiceProcess any() {
    List<ServiceProcess> now = List.copyOf(balanced);
    return now.get(ThreadLocalRandom.current().nextInt(now.size()));
  }

  private static Answer me(ServiceProcess node, String token) {
    return node.call("GET", ME).bearer(token).anyAnswer();
  }

  private static Call login(ServiceProcess node, String email, String password) {
    return node.call("POST", AUTH + "login").form("username", email, "password", password);
  }

  private static Account account(ServiceProcess node) {
    String email = Service.newEmail();
    Answer made =
        node.call("POST", "/api/v1/users")
            .json("email", email, "full_name", "Ann", "password", Person.PASSWORD)
            .anyAnswer()
            .expect(201);
    return new Account(made.id(), email, token(node, email));
  }

  private static String token(ServiceProcess node, String email) {
    return login(node, email, Person.PASSWORD).anyAnswer().expect(200).text("access_token");
  }

  private Account administrator(ServiceProcess node) {
    Account account = account(node);
    TestDatabase.execute(
        database, "update app_user set is_admin = true where id = " + account.id());
    return account;
  }

  private void session(ServiceProcess one, ServiceProcess other) {
    Account bob = account(one);
    Answer tokens = login(other, bob.email(), Person.PASSWORD).anyAnswer().expect(200);
    me(one, tokens.text("access_token")).expect(200);
    Answer refreshed =
        one.call("POST", AUTH + "refresh")
            .json("refresh_token", tokens.text("refresh_token"))
            .anyAnswer()
            .expect(200);
    Answer again =
        other
            .call("POST", AUTH + "refresh")
            .json("refresh_token", refreshed.text("refresh_token"))
            .anyAnswer()
            .expect(200);
    String access = again.text("access_token");
    me(one, access).expect(200);
    other.call("POST", AUTH + "logout").bearer(access).anyAnswer().expect(204);
    me(one, access).expect(401);
  }

  private void administer(ServiceProcess one, ServiceProcess other, Account admin) {
    Account bob = account(one);
    String path = USERS + bob.id();
    patch(one, path, admin, "full_name", "Bob").expect(200);
    patch(other, path, admin, "is_admin", true).expect(200);
    one.call("GET", USERS + admin.id()).bearer(bob.token()).anyAnswer().expect(200);
    patch(one, path, admin, "is_admin", false).expect(200);
    other.call("GET", USERS + admin.id()).bearer(bob.token()).anyAnswer().expect(403);
    patch(other, path, admin, "is_active", false).expect(200);
    me(one, bob.token()).expect(401);
    login(other, bob.email(), Person.PASSWORD).anyAnswer().expect(403);
    one.call("DELETE", path).bearer(admin.token()).anyAnswer().expect(204);
    patch(other, USERS + admin.id(), admin, "is_admin", false).expect(409);
  }

  private static Answer patch(
      ServiceProcess node, String path, Account by, String field, Object value) {
    return node.call("PATCH", path).bearer(by.token()).json(field, value).anyAnswer();
  }

  private void edit(ServiceProcess one, ServiceProcess other, Account admin) {
    String sku = Service.newName();
    Answer added = product(one, sku, admin.token()).expect(201);
    Answer replayed = product(other, sku, admin.token()).expect(201);
    assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(replayed.body()).isEqualTo(added.body());
    String path = PRODUCTS + "/" + added.id();
    Answer changed =
        other
            .call("PATCH", path)
            .bearer(admin.token())
            .ifMatch(added.header("ETag"))
            .json("stock", 5)
            .anyAnswer()
            .expect(200);
    assertThat(one.call("GET", path).anyAnswer().expect(200).number("stock")).isEqualTo(5);
    one.call("DELETE", path)
        .bearer(admin.token())
        .ifMatch(changed.header("ETag"))
        .anyAnswer()
        .expect(204);
  }

  private static Answer product(ServiceProcess node, String sku, String token) {
    return node.call("POST", PRODUCTS)
        .bearer(token)
        .header("Idempotency-Key", sku)
        .json("sku", sku, "name", "Spoon", "unit_amount", 100, "currency", "EUR")
        .anyAnswer();
  }

  private void bringIn(ServiceProcess one, ServiceProcess other, Account admin) {
    Answer accepted =
        one.call("POST", PRODUCTS + "/import")
            .bearer(admin.token())
            .body("text/csv", ROWS.formatted(Service.newName()))
            .anyAnswer()
            .expect(202);
    String job = "/api/v1/jobs/" + accepted.id();
    await()
        .until(
            () ->
                other
                    .call("GET", job)
                    .bearer(admin.token())
                    .anyAnswer()
                    .expect(200)
                    .text("state")
                    .equals("succeeded"));
  }

  private void reset(ServiceProcess one, ServiceProcess other) {
    Account bob = account(one);
    one.call("POST", AUTH + "password/forgot").json("email", bob.email()).anyAnswer().expect(202);
    String token =
        await()
            .until(
                () ->
                    mails.mailsTo(bob.email()).stream()
                        .map(MailServer.Received::text)
                        .filter(text -> text.contains("reset-password"))
                        .map(LINK_TOKEN::matcher)
                        .filter(Matcher::find)
                        .map(link -> link.group(1))
                        .findFirst()
                        .orElse(""),
                found -> !found.isEmpty());
    other
        .call("POST", AUTH + "password/reset")
        .json("token", token, "new_password", "another horse 43")
        .anyAnswer()
        .expect(204);
    me(one, bob.token()).expect(401);
    login(one, bob.email(), "another horse 43").anyAnswer().expect(200);
  }

  private static List<String> enrol(ServiceProcess node, Account ann, SettableClock clock) {
    Answer setup =
        node.call("POST", Authenticator.TOTP)
            .bearer(ann.token())
            .json("current_password", Person.PASSWORD)
            .anyAnswer()
            .expect(200);
    Authenticator app = Authenticator.showing(setup.text("secret"), clock);
    Answer on =
        node.call("POST", Authenticator.TOTP + "/confirm")
            .bearer(ann.token())
            .json("code", app.code())
            .anyAnswer()
            .expect(200);
    List<String> codes = new ArrayList<>();
    on.json().path("recovery_codes").forEach(code -> codes.add(code.asText()));
    return codes;
  }

  private static void signInWithRecoveryCode(ServiceProcess node, Account ann, String code) {
    Answer first = login(node, ann.email(), Person.PASSWORD).anyAnswer().expect(403);
    Answer tokens =
        node.call("POST", AUTH + "mfa")
            .json("mfa_token", first.text("mfa_token"), "code", code)
            .anyAnswer()
            .expect(200);
    me(node, tokens.text("access_token")).expect(200);
  }

  /** Nodes of the last release know administrators alone, so they refuse what roles give. */
  private static void assertRightsAreThoseOfEachRelease(
      ServiceProcess old, ServiceProcess young, Account admin) {
    Account bob = account(old);
    young
        .call("POST", "/api/v1/roles")
        .bearer(admin.token())
        .json("name", "editor", "permissions", List.of("products:write"))
        .anyAnswer()
        .expect(201);
    patch(young, USERS + bob.id(), admin, "roles", List.of("editor")).expect(200);
    patch(old, USERS + bob.id(), admin, "full_name", "Bob the editor").expect(200);

    product(young, Service.newName(), bob.token()).expect(201);
    product(old, Service.newName(), bob.token()).expect(403);
    Answer bobNow = me(young, bob.token()).expect(200);
    assertThat(bobNow.json().at("/roles/0").asText()).isEqualTo("editor");
    assertThat(bobNow.text("full_name")).isEqualTo("Bob the editor");

    Answer account =
        young
            .call("POST", "/api/v1/service-accounts")
            .bearer(admin.token())
            .json("name", "shop", "roles", List.of("editor"))
            .anyAnswer()
            .expect(201);
    String key =
        young
            .call("POST", "/api/v1/service-accounts/" + account.id() + "/api-keys")
            .bearer(admin.token())
            .json("name", "shop", "scopes", List.of("products:write"))
            .anyAnswer()
            .expect(201)
            .text("key");
    product(young, Service.newName(), key).expect(201);
    product(old, Service.newName(), key).expect(401);
  }
}
