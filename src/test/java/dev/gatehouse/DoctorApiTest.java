package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehouse.doctor.FaultCode;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.migrations.Migrations;
import dev.gatehouse.testing.DatabaseProxy;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.Ports;
import dev.gatehouse.testing.SelfSigned;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;

/** Every fault that the doctor names, brought about for real. */
class DoctorApiTest {
  private static final String PASSWORD = "a-password-of-the-doctors-tests";
  private static final String SECRET = "f2c8e07b5d9a4163b8a6d1c97e3f5042ab";
  private static final Clock CLOCK = Clock.systemUTC();

  private final Path folder;
  private final DatabaseUrl database = TestDatabase.migrated();

  DoctorApiTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** What the doctor said. */
  private record Visit(int exitCode, String status, List<JsonNode> checks, String output) {
    Optional<JsonNode> find(FaultCode code) {
      return checks.stream().filter(each -> each.get("code").asText().equals(code.key())).findAny();
    }

    List<String> codes() {
      return checks.stream()
          .filter(each -> !each.get("code").isNull())
          .map(each -> each.get("code").asText())
          .toList();
    }

    String of(String check) {
      return checks.stream()
          .filter(each -> each.get("check").asText().equals(check))
          .map(each -> each.get("status").asText())
          .findFirst()
          .orElseThrow();
    }
  }

  private Visit visit(DatabaseUrl url, Clock clock, String... settings) {
    // nobody else's service answers there
    String[] all =
        Stream.concat(
                Stream.of("APP_PUBLIC_URL", "http://localhost:" + Ports.free()),
                Arrays.stream(settings))
            .toArray(String[]::new);
    Operator.Done done = new Operator(url, clock, all).run("", "doctor", "--json");
    JsonNode document = Json.read(done.output());
    Visit visit =
        new Visit(
            done.exitCode(),
            document.get("status").asText(),
            StreamSupport.stream(document.get("checks").spliterator(), false).toList(),
            done.output());
    assertThat(visit.exitCode())
        .as(visit.output() + done.errors())
        .isEqualTo(visit.status().equals("fault") ? 1 : 0);
    assertThat(done.output() + done.errors())
        .doesNotContain(PASSWORD, SECRET, TestSecrets.DEFAULT, "@people.example", "Exception")
        .doesNotContain(url.password().isEmpty() ? PASSWORD : url.password());
    return visit;
  }

  private void assertFound(FaultCode code, DatabaseUrl url, String... settings) {
    assertFound(code, visit(url, CLOCK, settings));
  }

  private static void assertFound(FaultCode code, Visit visit) {
    JsonNode found =
        visit.find(code).orElseThrow(() -> new AssertionError(code + " in " + visit.output()));
    assertThat(found.get("status").asText())
        .isEqualTo(code.severity().name().toLowerCase(Locale.ROOT));
    assertThat(found.get("seen").asText()).isNotBlank();
    assertThat(found.get("remedy").asText()).isNotBlank();
  }

  private static DatabaseUrl at(String url) {
    return DatabaseUrl.parse(url);
  }

  private DatabaseUrl as(String role) {
    return at("postgresql://%s:%s@%s".formatted(role, PASSWORD, database));
  }

  private DatabaseUrl asSuperuser() {
    return at(
        TestDatabase.superuser().reveal().replaceAll("/postgres$", "/" + database.database()));
  }

  private static void onServer(String sql) {
    TestDatabase.execute(TestDatabase.superuser(), sql);
  }

  private void execute(String sql) {
    TestDatabase.execute(database, sql);
  }

  private void addAdministrator() {
    execute(
        """
        insert into app_user (email, full_name, is_active, is_admin, email_verified, search_text,
          search_words, created_at, updated_at)
        values ('root@people.example', 'Root', true, true, true, '', '', now(), now())
        """);
  }

  /** A node that beats for the next hour. */
  private void addNode() {
    execute(
        "insert into node (id, seen_at, knows) values (gen_random_uuid(), now() + interval '1"
            + " hour', '{}')");
  }

  @Test
  void aHealthyInstallationHasNoFaultAndNothingIsWritten() {
    addAdministrator();
    try (DatabaseProxy proxy = DatabaseProxy.to(database)) {
      new Operator(database, CLOCK).run("", "keys", "list");
      Visit visit = visit(proxy.url(), CLOCK);

      assertThat(visit.codes()).containsOnly("config_warning");
      assertThat(visit.status()).isEqualTo("warning");
      assertThat(visit.exitCode()).isZero();
      assertThat(visit.of("audit")).isEqualTo("ok");
      assertThat(visit.of("proxies")).isEqualTo("not_checked");
      assertThat(proxy.takeStatements())
          .hasSizeGreaterThan(15)
          .allMatch(
              sql -> sql.strip().matches("(?is)((select|show|set|begin|commit|rollback)\\b.*)?"));
    }
  }

  @Test
  void aNewDatabaseIsNotTouched() {
    Visit visit = visit(database, CLOCK);

    assertThat(visit.of("key_ring")).isEqualTo("not_checked");
    assertFound(FaultCode.ADMINISTRATOR_MISSING, visit);
    assertThat(TestDatabase.text(database, "select count(*) from key_ring")).isEqualTo("0");
  }

  @Test
  void linesAreForPeopleAndTheCommandLineMustNameTheFile() {
    Operator.Done done = new Operator(database, CLOCK).run("", "doctor");

    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.output())
        .containsPattern("(?m)^ok +schema +it is that of this release$")
        .containsPattern("(?m)^fault +administrators +administrator_missing: There is no active")
        .containsPattern("(?m)^ +Run `java -jar app.jar create-admin --email");
    assertThat(done.errors()).contains("the doctor found administrator_missing").hasLineCount(1);
    assertThat(new Operator(database, CLOCK).run("", "doctor", "two").exitCode()).isEqualTo(2);
  }

  @Test
  void badSettingsAreAllNamed() {
    Visit visit =
        visit(
            database,
            CLOCK,
            "APP_BCRYPT_COST",
            "99",
            "APP_CORS_ORIGINS",
            "*",
            "APP_JWT_SECRET",
            "short");

    assertFound(FaultCode.CONFIG_INVALID, visit);
    assertThat(visit.codes()).containsOnly("config_invalid").hasSize(3);
    assertThat(visit.output())
        .contains("APP_BCRYPT_COST (passwords.bcrypt_cost)", "cors_origins", "tokens.secret");
    assertFound(FaultCode.CONFIG_WARNING, database, "APP_BCRYPT_COST", "4");
    assertFound(
        FaultCode.CONFIG_INVALID, database, "APP_CORS_ORIGINS", "https://app.example.com/path");
  }

  @Test
  void aDatabaseThatIsNotReachedIsToldApart() throws Exception {
    assertFound(
        FaultCode.DATABASE_HOST_UNKNOWN, at("postgresql://a:" + PASSWORD + "@nohost.invalid/x"));
    assertFound(
        FaultCode.DATABASE_WITHOUT_TLS,
        at("postgresql://a:" + PASSWORD + "@nohost.invalid/x?sslmode=prefer"));
    Visit closed = visit(at("postgresql://a:" + PASSWORD + "@127.0.0.1:1/x"), CLOCK);
    assertFound(FaultCode.DATABASE_PORT_CLOSED, closed);
    assertThat(closed.of("schema")).isEqualTo("not_checked");
    try (MailServer mail = MailServer.start()) {
      assertFound(
          FaultCode.DATABASE_NOT_POSTGRESQL,
          at("postgresql://a:" + PASSWORD + "@127.0.0.1:" + mail.port() + "/x"));
    }
    try (DatabaseProxy proxy = DatabaseProxy.to(database)) {
      proxy.freeze();
      assertFound(FaultCode.DATABASE_NO_ANSWER, proxy.url());
      proxy.thaw();
      proxy.forgetStatements();
      assertFound(FaultCode.DATABASE_LOSES_STATEMENTS, proxy.url());
    }
    try (ServerSocket tls = SelfSigned.postgres(SelfSigned.in(folder))) {
      assertFound(
          FaultCode.DATABASE_TLS_UNTRUSTED,
          at(
              "postgresql://a:%s@localhost:%d/x?sslmode=verify-full&sslrootcert=%s"
                  .formatted(PASSWORD, tls.getLocalPort(), otherAuthority())));
    }
  }

  /** A certificate that signed nothing. */
  private Path otherAuthority() throws IOException {
    String cacerts = System.getProperty("java.home") + "/lib/security/cacerts";
    Path pem = folder.resolve("other.pem");
    try (var in = Files.newInputStream(Path.of(cacerts))) {
      var store = KeyStore.getInstance("JKS");
      store.load(in, null);
      String alias = store.aliases().nextElement();
      Files.writeString(
          pem,
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(store.getCertificate(alias).getEncoded())
              + "\n-----END CERTIFICATE-----\n");
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    return pem;
  }

  @Test
  void aDatabaseThatRefusesIsToldApart() throws Exception {
    String role = "doctor_" + Service.newName();
    onServer("create role " + role + " login password '" + PASSWORD + "'");
    try {
      assertFound(FaultCode.PRIVILEGES_MISSING, as(role));
      assertFound(
          FaultCode.DATABASE_PASSWORD_WRONG,
          at("postgresql://%s:not-%s@%s".formatted(role, PASSWORD, database)));
      assertFound(
          FaultCode.DATABASE_MISSING,
          at(as(role).reveal().replace("/" + database.database(), "/no_such_database")));
      assertFound(FaultCode.DATABASE_TLS_REFUSED, at(as(role).reveal() + "?sslmode=require"));
      onServer("alter role " + role + " connection limit 0");
      assertFound(FaultCode.DATABASE_FULL, as(role));
      onServer("alter role " + role + " connection limit -1 nologin");
      assertFound(FaultCode.DATABASE_ACCESS_REFUSED, as(role));
      onServer("alter role " + role + " login");
      demandTls(role);
    } finally {
      TestDatabase.execute(asSuperuser(), "drop owned by " + role);
      onServer("drop role " + role);
    }
    onServer("alter database " + database.database() + " allow_connections false");
    assertFound(FaultCode.DATABASE_FAILED, database);
  }

  private void demandTls(String role) throws Exception {
    Path rules = Path.of(TestDatabase.text(TestDatabase.superuser(), "show hba_file"));
    String before = Files.readString(rules);
    String rule = "hostnossl all " + role + " all reject\n";
    Files.writeString(rules, rule + before, StandardOpenOption.TRUNCATE_EXISTING);
    try {
      onServer("select pg_reload_conf()");
      await().until(() -> visit(as(role), CLOCK).find(FaultCode.DATABASE_TLS_REQUIRED).isPresent());
      assertFound(FaultCode.DATABASE_TLS_REQUIRED, as(role));
    } finally {
      String now = Files.readString(rules);
      Files.writeString(rules, now.replace(rule, ""), StandardOpenOption.TRUNCATE_EXISTING);
      onServer("select pg_reload_conf()");
    }
  }

  @Test
  void aDatabaseOfAnotherEncodingIsNamed() {
    String name = "test_" + ProcessHandle.current().pid() + "_doctor_latin";
    onServer(
        "create database %s owner gatehouse template template0 encoding 'LATIN1' locale 'C' locale_provider 'libc'"
            .formatted(name));
    try {
      assertFound(
          FaultCode.DATABASE_UNSUITABLE,
          at(database.reveal().replace("/" + database.database(), "/" + name)));
    } finally {
      onServer("drop database " + name);
    }
  }

  @Test
  void theStateOfTheSchemaIsTold() {
    execute(
        """
        insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)
        values ('999-later', 'gatehouse', 'migrations/999-later.sql', now(), 999, 'EXECUTED')
        """);
    assertFound(FaultCode.SCHEMA_AHEAD, database);
    execute("delete from databasechangelog where id like '063%'");
    Visit behind = visit(database, CLOCK);
    assertFound(FaultCode.SCHEMA_BEHIND, behind);
    assertThat(behind.of("jobs")).isEqualTo("not_checked");
    assertFound(FaultCode.SCHEMA_BEHIND, TestDatabase.empty());
  }

  @Test
  void whatAMigrationLeftIsTold() {
    String lock = "select pg_advisory_xact_lock(" + Migrations.LOCK + ")";
    try (OpenTransaction migrating = OpenTransaction.running(database, lock)) {
      assertFound(FaultCode.MIGRATION_UNFINISHED, database);
      migrating.commit();
    }
    execute("create table databasechangeloglock (id integer, locked boolean)");
    execute("insert into databasechangeloglock values (1, true)");
    assertFound(FaultCode.MIGRATION_LOCK_LEFT, database);

    execute(
        "insert into job (type, state, payload, created_at, run_at) select 'x', 'cancelled',"
            + " '{}', now(), now() from generate_series(1, 2)");
    assertThatThrownBy(() -> execute("create unique index concurrently twice on job (type)"))
        .hasMessageContaining("could not create unique index");
    Visit visit = visit(database, CLOCK);
    assertFound(FaultCode.INDEX_INVALID, visit);
    assertThat(visit.output()).contains("reindex index concurrently twice");
  }

  @Test
  void theClockAndTheConnectionsAreCompared() {
    SettableClock ahead = SettableClock.ofToday();
    ahead.advance(Duration.ofMinutes(10));
    assertFound(FaultCode.CLOCK_OFF, visit(database, ahead));

    addNode();
    addNode();
    assertFound(FaultCode.CONNECTIONS_TOO_FEW, database, "APP_DATABASE_POOL_SIZE", "200");
  }

  @Test
  void staleStatisticsAreTold() {
    execute("create schema elsewhere");
    execute("create table elsewhere.session with (autovacuum_enabled = false) as select 1 as n");
    execute("insert into elsewhere.session select generate_series(1, 20000)");
    execute("alter table job set (autovacuum_enabled = false)");
    execute(
        "insert into job (type, state, payload, created_at, run_at) select 'x', 'cancelled',"
            + " '{}', now(), now() from generate_series(1, 20000)");

    // the server counts changes a moment later
    await().until(() -> visit(database, CLOCK).find(FaultCode.STATISTICS_OLD).isPresent());

    Visit stale = visit(database, CLOCK);
    assertFound(FaultCode.STATISTICS_OLD, stale);
    assertThat(stale.output()).doesNotContain("the table session");
    execute("analyze job");
    await().until(() -> visit(database, CLOCK).find(FaultCode.STATISTICS_OLD).isEmpty());
  }

  @Test
  void secretsThatCanBeGuessedAreTold() {
    String secret = "APP_JWT_SECRET";
    assertFound(
        FaultCode.SECRET_WELL_KNOWN, database, secret, "your-256-bit-secret-change-me-please");
    assertFound(FaultCode.SECRET_WELL_KNOWN, database, secret, "changemechangemechangemechangeme");
    assertFound(FaultCode.SECRET_WEAK, database, secret, "x7Kq".repeat(10));
    assertFound(FaultCode.SECRET_WEAK, database, secret, "0123456789abcdef0123456789abcdef");
    assertFound(
        FaultCode.SECRET_EQUALS_PREVIOUS,
        database,
        secret,
        SECRET,
        "APP_JWT_SECRET_PREVIOUS",
        SECRET);
    assertFound(
        FaultCode.SECRET_EQUALS_PASSWORD,
        at("postgresql://ann:" + SECRET + "@127.0.0.1:1/x"),
        secret,
        SECRET);
    assertThat(visit(database, CLOCK, secret, SECRET).of("secrets")).isEqualTo("ok");
  }

  @Test
  void aSecretThatDoesNotFitIsTold() {
    assertThat(new Operator(database, CLOCK).run("", "keys", "list").exitCode()).isZero();

    Visit other = visit(database, CLOCK, "APP_JWT_SECRET", SECRET);
    assertFound(FaultCode.SECRET_DOES_NOT_FIT, other);
    assertThat(other.of("audit")).isEqualTo("not_checked");
    assertFound(
        FaultCode.KEY_RING_UNDER_PREVIOUS,
        database,
        "APP_JWT_SECRET",
        SECRET,
        "APP_JWT_SECRET_PREVIOUS",
        TestSecrets.DEFAULT);
  }

  @Test
  void aReplacementOfTheRootKeyThatStoppedIsTold() {
    execute(
        "insert into key_ring_rekey (epoch, phase, runner, seen_at, begun_at)"
            + " values (2, 'PREPARED', gen_random_uuid(), now() + interval '1 hour', now())");
    assertThat(visit(database, CLOCK).of("rekey")).isEqualTo("ok");

    execute("update key_ring_rekey set seen_at = now() - interval '16 s'");
    assertFound(FaultCode.REKEY_UNFINISHED, database);
  }

  @Test
  void theAgeOfSigningKeysIsTold() {
    String[] settings = {"APP_JWT_ALGORITHM", "ES256"};
    Operator operator = new Operator(database, CLOCK, settings);
    assertThat(operator.run("", "keys", "rotate", "--now").exitCode()).isZero();
    execute(
        "update signing_key set signs_from = now() - interval '400 days', first_signed_at = now() -"
            + " interval '400 days', last_signed_at = now() - interval '1 hour'");
    assertFound(FaultCode.SIGNING_KEY_OLD, database, settings);
    addNode();
    assertFound(
        FaultCode.ROTATION_STUCK,
        database,
        "APP_JWT_ALGORITHM",
        "ES256",
        "APP_KEYS_ROTATE_EVERY",
        "90d");

    assertThat(operator.run("", "keys", "rotate").exitCode()).isZero();
    assertThat(visit(database, CLOCK, settings).find(FaultCode.ROTATION_STUCK)).isEmpty();
    execute(
        "update signing_key set signs_from = now() - interval '1 hour'"
            + " where first_signed_at is null");
    assertFound(FaultCode.ROTATION_STUCK, database, settings);
    execute(
        "update signing_key set first_signed_at = now(), last_signed_at = now()"
            + " where first_signed_at is null");
    assertFound(FaultCode.SIGNING_KEY_LEAVES, database, settings);
  }

  private static String at(String scheme, int port) {
    return scheme + "://127.0.0.1:" + port;
  }

  @Test
  void aMailServerThatWouldNotTakeMailsIsToldApart() throws Exception {
    String smtp = "APP_SMTP_URL";
    assertFound(FaultCode.MAIL_HOST_UNKNOWN, database, smtp, "smtp://nohost.invalid:25");
    assertFound(FaultCode.MAIL_PORT_CLOSED, database, smtp, at("smtp", 1));
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      assertFound(FaultCode.MAIL_NO_ANSWER, database, smtp, at("smtp", silent.getLocalPort()));
    }
    try (HangsUp hangsUp = new HangsUp()) {
      assertFound(FaultCode.MAIL_FAILED, database, smtp, at("smtp", hangsUp.port()));
    }
    try (MailServer mail = MailServer.start()) {
      assertThat(visit(database, CLOCK, smtp, mail.url()).of("mail")).isEqualTo("ok");
      assertFound(FaultCode.MAIL_TLS_FAILED, database, smtp, at("smtps", mail.port()));
      assertFound(
          FaultCode.MAIL_WITHOUT_TLS, database, smtp, "smtp://[::ffff:127.0.0.1]:" + mail.port());
      mail.refuse(MailServer.Step.SENDER, "550 5.7.1");
      assertFound(FaultCode.MAIL_SENDER_REFUSED, database, smtp, mail.url());
      assertThat(mail.mails()).isEmpty();
    }
    try (MailServer strict =
        MailServer.start(
            builder ->
                builder
                    .requireAuth()
                    .authenticationHandlerFactory(
                        new EasyAuthenticationHandlerFactory(
                            (user, password, context) -> {
                              throw new LoginFailedException();
                            })))) {
      assertFound(
          FaultCode.MAIL_SIGN_IN_REFUSED,
          database,
          smtp,
          "smtp://ann%40people.example:" + PASSWORD + "@127.0.0.1:" + strict.port());
    }
  }

  /** Closes every connection at once. */
  private static final class HangsUp implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());

    HangsUp() throws IOException {
      Thread thread =
          new Thread(
              () -> {
                while (!listener.isClosed()) {
                  try {
                    listener.accept().close();
                  } catch (IOException e) {
                    // the test is over
                  }
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  @Test
  void aPublicUrlThatDoesNotServeIsTold() throws Exception {
    String url = "APP_PUBLIC_URL";
    Visit foreign = visit(database, CLOCK, url, "http://shop.invalid");
    assertFound(FaultCode.PUBLIC_URL_HTTP, foreign);
    assertFound(FaultCode.PUBLIC_URL_NOT_REACHED, foreign);
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
    other.start();
    try (MailServer mail = MailServer.start()) {
      String place = "://localhost:" + other.getAddress().getPort();
      assertFound(
          FaultCode.PUBLIC_URL_LOCAL, database, url, "http" + place, "APP_SMTP_URL", mail.url());
      assertFound(FaultCode.PUBLIC_URL_WITHHELD, database, url, "http" + place);
      other.createContext(
          "/livez",
          exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      assertFound(FaultCode.PUBLIC_URL_WRONG_ANSWER, database, url, "http" + place);
      assertFound(FaultCode.PUBLIC_URL_PATH, database, url, "http" + place + "/a/../gate");
    } finally {
      other.stop(0);
    }
    HttpsServer untrusted =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
    untrusted.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.in(folder)));
    untrusted.start();
    try {
      String place = "https://localhost:" + untrusted.getAddress().getPort();
      assertFound(FaultCode.PUBLIC_URL_TLS, database, url, place);
    } finally {
      untrusted.stop(0);
    }
  }

  @Test
  void originsThatDoNotSuitAPublicServiceAreTold() {
    Visit visit =
        visit(
            database,
            CLOCK,
            "APP_PUBLIC_URL",
            "https://shop.invalid",
            "APP_CORS_ORIGINS",
            "http://app.example.com,http://localhost:5173,https://app.example.com");

    assertFound(FaultCode.ORIGIN_HTTP, visit);
    assertFound(FaultCode.ORIGIN_LOCAL, visit);
    assertThat(visit.output()).doesNotContain("https://app.example.com");
  }

  @Test
  void aNodeThatRunsTellsOfItself() {
    SettableClock clock = SettableClock.ofToday();
    try (Service node = Service.startOn(database, clock)) {
      node.admin();
      String[] settings = {
        "APP_ADMIN_PORT", "" + node.adminPort(), "APP_PUBLIC_URL", "http://localhost:" + node.port()
      };
      Visit healthy = visit(database, CLOCK, settings);
      assertThat(healthy.codes()).containsOnly("config_warning");
      assertThat(healthy.of("proxies")).isEqualTo("ok");

      node.get("/livez").header("X-Forwarded-For", "192.0.2.1").answer().expect(200);
      assertFound(FaultCode.PROXY_NOT_TRUSTED, database, settings);
      await()
          .until(
              () ->
                  node.metrics().contains("gatehouse_audit_chain_ok 1.0")
                      && node.metrics().contains("gatehouse_active_admins "));
      assertThat(node.metrics())
          .contains("gatehouse_untrusted_forwarded_total 1.0", "gatehouse_audit_unchained_seconds");
    }
  }

  @Test
  void anAuditTrailThatIsBehindOrBrokenIsTold() {
    SettableClock earlier = SettableClock.ofToday();
    earlier.advance(Duration.ofHours(-1));
    Operator before = new Operator(database, earlier);
    assertThat(
            before
                .run(PASSWORD + "\n", "create-admin", "--email", "root@people.example")
                .exitCode())
        .isZero();
    assertThat(visit(database, CLOCK).of("audit")).isEqualTo("ok");
    addNode();
    Visit behind = visit(database, CLOCK);
    assertFound(FaultCode.AUDIT_BEHIND, behind);
    assertThat(behind.find(FaultCode.AUDIT_BROKEN)).isEmpty();

    assertThat(before.run("", "audit", "verify").exitCode()).isZero();
    assertThat(visit(database, CLOCK).of("audit")).isEqualTo("ok");
    execute("update audit_entry set target_id = '4711'");
    assertFound(FaultCode.AUDIT_BROKEN, database);
    execute("delete from audit_entry");
    assertFound(FaultCode.AUDIT_BROKEN, database);
  }

  @Test
  void jobsThatAreStuckAreTold() {
    execute(
        """
        insert into job (type, state, payload, created_at, run_at, finished_at) values
          ('mail.send', 'scheduled', '{}', now(), now() - interval '10 minutes', null),
          ('mail.send', 'failed', '{}', now(), now(), now())
        """);
    execute(
        """
        insert into job_schedule (task_name, task_instance, execution_time, picked, picked_by,
          last_heartbeat, version)
        values ('mail.send', '1', now(), true, 'gone', now() - interval '10 minutes', 1)
        """);
    assertThat(visit(database, CLOCK).find(FaultCode.JOBS_LATE)).isEmpty();
    addNode();

    Visit visit = visit(database, CLOCK);

    assertFound(FaultCode.JOBS_LATE, visit);
    assertFound(FaultCode.JOBS_FAILED, visit);
    assertFound(FaultCode.JOBS_ABANDONED, visit);
  }
}
