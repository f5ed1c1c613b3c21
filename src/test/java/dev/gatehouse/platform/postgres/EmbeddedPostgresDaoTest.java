package dev.gatehouse.platform.postgres;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.TestDatabase;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresDaoTest {
  /** A process that uses the server until it is killed. */
  static final class Bystander {
    public static void main(String[] arguments) throws Exception {
      EmbeddedPostgres postgres = EmbeddedPostgres.startOrJoin(Path.of(arguments[0]));
      System.out.println(postgres.url().port());
      Thread.sleep(60_000);
    }
  }

  @Test
  void itIsDurableOnLoopbackOnlyAndRequiresThePassword() throws Exception {
    TestServer server = TestServer.fresh("first");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startOrJoin(server.directory())) {
      DatabaseUrl url = postgres.url();
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(ask(url, "show " + setting)).as(setting).isEqualTo("on");
      }
      assertThat(ask(url, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(Files.readAllLines(server.directory().resolve("postgres/postmaster.pid")).get(4))
          .as("directory of the socket")
          .isEmpty();
      assertThat(ask(url, "show server_encoding")).isEqualTo("UTF8");
      assertThat(ask(url, "select lower('ÄÖÜ')")).isEqualTo("äöü");
      assertThat(ask(url, "select usesuper from pg_user where usename = current_user"))
          .isEqualTo("f");
      for (String user : List.of("postgres", "gatehouse")) {
        DatabaseUrl guessed = DatabaseUrl.local(url.port(), "postgres", user, "postgres");
        assertThatThrownBy(() -> Database.longRunning(guessed).getConnection())
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("password authentication failed");
      }
      Path secret = server.directory().resolve("postgres.password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
    await().until(() -> !server.runs());
  }

  @Test
  void commitsSurviveTheDeathOfTheServer() throws Exception {
    TestServer server = TestServer.any();
    EmbeddedPostgres killed = server.start();
    TestDatabase.execute(
        killed.url(),
        "drop table if exists kept; create table kept (id int); insert into kept values (7)");
    server.kill();

    try (EmbeddedPostgres again = server.start()) {
      assertThat(ask(again.url(), "select id from kept")).isEqualTo("7");
    } finally {
      killed.close();
    }
    await().until(() -> !server.runs());
  }

  @Test
  void aShellInTheDataDirectoryOfADeadServerIsNotKilled() throws Exception {
    TestServer server = TestServer.any();
    EmbeddedPostgres killed = server.start();
    Process visitor =
        new ProcessBuilder("sleep", "60")
            .directory(server.directory().resolve("postgres").toFile())
            .start();
    server.kill();
    List<String> gaveUp = new CopyOnWriteArrayList<>();

    killed.supervise(gaveUp::add);
    await().until(() -> server.letsIn(killed.url()));

    assertThat(visitor.isAlive()).isTrue();
    assertThat(gaveUp).isEmpty();
    visitor.destroyForcibly().waitFor();
    killed.close();
    await().until(() -> !server.runs());
  }

  @Test
  void theServerOfAKilledProcessIsAdoptedAndFinallyStopped() throws Exception {
    TestServer server = TestServer.any();
    Process bystander =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Bystander.class.getName(),
                server.directory().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = bystander.inputReader(StandardCharsets.UTF_8)) {
      int port = Integer.parseInt(output.readLine());
      EmbeddedPostgres beside = server.start();
      assertThat(beside.url().port()).isEqualTo(port);
      beside.close();
      assertThat(server.runs()).as("still used by the other process").isTrue();

      bystander.destroyForcibly().waitFor();
      assertThat(server.runs()).as("outlives it").isTrue();
      EmbeddedPostgres adopted = server.start();
      assertThat(adopted.url().port()).isEqualTo(port);
      adopted.close();
      await().alias("nobody is left").until(() -> !server.runs());
    }
  }

  @Test
  void aPidFileOfAnotherProcessIsIgnored() throws Exception {
    TestServer server = TestServer.any();
    server.start().close();
    long other = ProcessHandle.current().pid();
    Files.writeString(
        server.directory().resolve("postgres/postmaster.pid"),
        other + "\n" + server.directory() + "/postgres\n0\n5432\n\n127.0.0.1\n0 0\nready   \n");

    try (EmbeddedPostgres postgres = server.start()) {
      assertThat(ask(postgres.url(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void anInterruptedSetupStartsOver() throws Exception {
    TestServer server = TestServer.fresh("half");
    Path half = Files.createDirectories(server.directory().resolve("postgres.new/base"));
    Files.writeString(half.resolve("1"), "half");
    Files.writeString(server.directory().resolve("postgres.password"), "of the first try\n");

    try (EmbeddedPostgres postgres = server.start()) {
      assertThat(ask(postgres.url(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void anotherMajorVersionIsRejectedAndUnchanged() throws Exception {
    TestServer server = TestServer.fresh("old");
    Path version =
        Files.createDirectories(server.directory().resolve("postgres")).resolve("PG_VERSION");
    Files.writeString(version, "9.6\n");

    assertThatThrownBy(server::start)
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("9.6")
        .hasMessageContaining("version 18")
        .hasMessageContaining("pg_dump");
    assertThat(version).hasContent("9.6");
  }

  @Test
  void aMissingPasswordIsReportedAndNotReplaced() throws Exception {
    TestServer server = TestServer.any();
    server.start().close();
    Path secret = server.directory().resolve("postgres.password");
    Path backup = Files.move(secret, secret.resolveSibling("postgres.password.backup"));

    assertThatThrownBy(server::start)
        .isInstanceOf(OperatorException.class)
        .hasMessageContainingAll(secret.toString(), "backup");
    assertThat(secret).doesNotExist();
    assertThat(server.runs()).isFalse();

    Files.move(backup, secret);
    server.start().close();
  }

  @Test
  void anUnwritableDirectoryIsReported() throws Exception {
    Path file = Files.writeString(Files.createTempFile("data", "file"), "");

    assertThatThrownBy(() -> EmbeddedPostgres.startOrJoin(file.resolve("data")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining(file.resolve("data").toString())
        .hasMessageContaining("APP_DATA_DIR");
    Files.delete(file);
  }

  private static String ask(DatabaseUrl url, String query) {
    return Jdbi.create(Database.longRunning(url))
        .withHandle(handle -> handle.createQuery(query).mapTo(String.class).one());
  }
}
