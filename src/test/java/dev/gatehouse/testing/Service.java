package dev.gatehouse.testing;

import static dev.gatehouse.testing.Await.await;

import ch.qos.logback.classic.Level;
import dev.gatehouse.GatehouseApplication;
import dev.gatehouse.GatehouseConfiguration;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.logging.JsonLogging;
import dev.gatehouse.platform.logging.LogWriter;
import io.dropwizard.core.Application;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The real service on its own ports, with the project's config.yml, a clock that the test sets and
 * cheap password hashes. Tests share one instance unless they need their own.
 */
public final class Service implements AutoCloseable {
  /** Does not wait for clients of tests, which keep their connections open. */
  private static final long SHUTDOWN_MILLIS = 1;

  private static final DatabaseUrl NOWHERE =
      DatabaseUrl.parse("postgresql://nobody@127.0.0.1/nothing");

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final DatabaseUrl database;
  private final SettableClock clock;
  private final Level level;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LogWriter lines = new LogWriter(written);
  private final DropwizardTestSupport<GatehouseConfiguration> support;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Service(
      DatabaseUrl database, SettableClock clock, Level level, Map<String, String> environment) {
    this.database = database;
    this.level = level;
    this.clock = clock;
    this.support = new Support(configFile().toString(), environment);
  }

  /** The shared service. A test must only touch people and SKUs of its own. */
  public static Service shared() {
    return Shared.ONE;
  }

  /**
   * Starts a service on its own database. Settings are alternating names and values of variables.
   */
  public static Service start(String... settings) {
    return startOn(TestDatabase.migrated(), SettableClock.ofToday(), settings);
  }

  /** Starts another node on a database. */
  public static Service startOn(DatabaseUrl database, SettableClock clock, String... settings) {
    return started(new Service(database, clock, Level.INFO, environment(database, settings)));
  }

  /** Starts a service that logs everything. */
  public static Service startVerbose(String... settings) {
    DatabaseUrl database = TestDatabase.migrated();
    return started(
        new Service(
            database, SettableClock.ofToday(), Level.TRACE, environment(database, settings)));
  }

  /** Starts a service with an embedded database in a folder. */
  public static Service startEmbedded(Path folder) {
    return startEmbedded(folder, SettableClock.ofToday());
  }

  /** The same with further settings. */
  public static Service startEmbedded(Path folder, SettableClock clock, String... settings) {
    return started(new Service(NOWHERE, clock, Level.INFO, embeddedEnvironment(folder, settings)));
  }

  /** The variables of a service with an embedded database in a folder. */
  public static Map<String, String> embeddedEnvironment(Path folder, String... settings) {
    Map<String, String> environment = environment(NOWHERE, settings);
    environment.keySet().removeAll(Set.of("APP_DATABASE_URL", "APP_JWT_SECRET"));
    environment.put("APP_DATA_DIR", folder.toString());
    return environment;
  }

  private static Service started(Service service) {
    try {
      service.support.before();
      service.connectors().forEach(connector -> connector.setShutdownIdleTimeout(SHUTDOWN_MILLIS));
    } catch (Exception e) {
      service.close();
      throw new IllegalStateException("The service did not start", e);
    }
    return service;
  }

  /** The variables of a service on this database. */
  public static Map<String, String> environment(DatabaseUrl database, String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("APP_PORT", "0");
    environment.put("APP_ADMIN_PORT", "0");
    environment.put("APP_DATABASE_URL", database.reveal());
    environment.put("APP_JWT_SECRET", TestSecrets.DEFAULT);
    environment.put("APP_BCRYPT_COST", "4");
    environment.put("APP_KEEP_ALIVE", "10m");
    // all tests come from one address
    environment.put("APP_LIMITS", "off");
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    // few connections at first, because opening is slow, unless the test asks for a number
    boolean wantsSoMany = environment.putIfAbsent("APP_DATABASE_POOL_SIZE", "2") != null;
    environment.putIfAbsent("APP_DATABASE_POOL_OVERFLOW", wantsSoMany ? "0" : "18");
    return environment;
  }

  /** The project's config.yml in a folder without a .env file. */
  public static Path configFile() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "service-under-test"));
      Path copy = Files.createTempFile(folder, "config", ".yml");
      copy.toFile().deleteOnExit();
      return Files.copy(Path.of("config.yml"), copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public DatabaseUrl database() {
    return database;
  }

  public SettableClock clock() {
    return clock;
  }

  /** The metrics on the admin port. */
  public String metrics() {
    URI metrics = URI.create("http://127.0.0.1:" + adminPort() + "/metrics");
    return new Call(client, "GET", metrics).anyAnswer().expect(200).body();
  }

  public Call get(String path) {
    return call("GET", path);
  }

  public Call head(String path) {
    return call("HEAD", path);
  }

  public Call post(String path) {
    return call("POST", path);
  }

  public Call put(String path) {
    return call("PUT", path);
  }

  public Call patch(String path) {
    return call("PATCH", path);
  }

  public Call delete(String path) {
    return call("DELETE", path);
  }

  private Call call(String method, String path) {
    return new Call(client, method, URI.create("http://127.0.0.1:" + port() + path));
  }

  public Call login(String email, String password) {
    return post("/api/v1/auth/login").form("username", email, "password", password);
  }

  public Call signUp(String email) {
    return signUp(email, Person.PASSWORD);
  }

  public Call signUp(String email, String password) {
    return post("/api/v1/users")
        .json("email", email, "full_name", "Somebody", "password", password);
  }

  /** A new person, signed in. */
  public Person person() {
    return account(newEmail()).signedIn();
  }

  /** A new person with a verified address, signed in. */
  public Person verifiedPerson() {
    return verified(account(newEmail())).signedIn();
  }

  /** The same person with a verified address. */
  public Person verified(Person person) {
    TestDatabase.execute(
        database, "update app_user set email_verified = true where id = " + person.id());
    return person;
  }

  /** A new person who has not signed in yet. */
  public Person account(String email) {
    return account(email, Person.PASSWORD);
  }

  /** The same with another password. */
  public Person account(String email, String password) {
    return new Person(this, signUp(email, password).answer().expect(201).id(), email, null);
  }

  /** The person whose account that is, not signed in. */
  public Person owner(Answer account) {
    return new Person(this, account.id(), account.text("email"), null);
  }

  /** A new administrator, signed in. */
  public Person admin() {
    Person person = account(newEmail());
    TestDatabase.execute(database, "update app_user set is_admin = true where id = " + person.id());
    return person.signedIn();
  }

  /** A new person with a role of just these permissions, signed in. */
  public Person holder(String... permissions) {
    Person person = account(newEmail());
    give(person, role(permissions));
    return person.signedIn();
  }

  /** The name of a new role. */
  public String role(String... permissions) {
    String name = newName();
    TestDatabase.execute(
        database,
        "insert into role (name, description, permissions, created_at, updated_at) values ('"
            + name
            + "', '', '{"
            + String.join(",", permissions)
            + "}', now(), now())");
    return name;
  }

  /** Gives a person these roles and takes all others. */
  public void give(Person person, String... roles) {
    TestDatabase.execute(
        database,
        "update app_user set roles = '{%s}' where id = %d"
            .formatted(String.join(",", roles), person.id()));
  }

  /** A unique address. */
  public static String newEmail() {
    return newName() + "@people.example";
  }

  /** A unique word. */
  public static String newName() {
    return "n" + NAMES.incrementAndGet() + "x" + ProcessHandle.current().pid();
  }

  /** Sends all calls at the same moment and returns the responses in order. */
  public List<Answer> atOnce(Call... calls) {
    ExecutorService threads = Executors.newFixedThreadPool(calls.length);
    CyclicBarrier start = new CyclicBarrier(calls.length);
    try {
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      for (Call call : calls) {
        answers.add(CompletableFuture.supplyAsync(() -> behind(start, call), threads));
      }
      return answers.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdown();
    }
  }

  /** The same for a number of calls, numbered from 0. */
  public List<Answer> atOnce(int count, IntFunction<Call> call) {
    return atOnce(IntStream.range(0, count).mapToObj(call).toArray(Call[]::new));
  }

  private static Answer behind(CyclicBarrier start, Call call) {
    try {
      start.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return call.answer();
  }

  /** The log so far. */
  public String log() {
    lines.flush();
    return written.toString(StandardCharsets.UTF_8);
  }

  /**
   * Waits until the log contains the text. A request's line is written after its response, by a
   * thread of the server.
   */
  public String awaitLog(String text) {
    await().alias("a log with " + text).until(() -> log().contains(text));
    return log();
  }

  public int port() {
    return connectors().get(0).getLocalPort();
  }

  public int adminPort() {
    return support.getAdminPort();
  }

  public List<ServerConnector> connectors() {
    return Stream.of(support.getEnvironment().getApplicationContext().getServer().getConnectors())
        .map(ServerConnector.class::cast)
        .toList();
  }

  @Override
  public void close() {
    support.after();
  }

  private final class Support extends DropwizardTestSupport<GatehouseConfiguration> {
    private final Map<String, String> variables;

    Support(String configFile, Map<String, String> variables) {
      super(GatehouseApplication.class, configFile);
      this.variables = variables;
    }

    @Override
    public Application<GatehouseConfiguration> newApplication() {
      return new GatehouseApplication(variables, new JsonLogging(lines, level), clock, false);
    }
  }

  private static final class Shared {
    private static final Service ONE = start("APP_HASHING_QUEUE", "1000");
  }
}
