package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.doctor.FaultCode;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Ports;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service behind a PgBouncer in transaction mode, which has to be installed. */
@Tag("pgbouncer")
class PgBouncerDrill {
  private static final int ROUNDS = 20;
  private static final int AT_ONCE = 10;

  private final Path folder;
  private final DatabaseUrl database = TestDatabase.migrated();
  private Process pooler;
  private DatabaseUrl url;

  PgBouncerDrill(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws Exception {
    int port = Ports.free();
    Path ini = folder.resolve("pgbouncer.ini");
    Files.writeString(
        ini,
        """
        [databases]
        * = host=%s port=%d user=%s password=%s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = 5
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(
                database.host(), database.port(), database.user(), passwordOf(database), port));
    List<String> command = new ArrayList<>(List.of("pgbouncer", ini.toString()));
    if (System.getProperty("user.name").equals("root")) {
      // it refuses to run as root
      command.addAll(1, List.of("-u", "nobody"));
    }
    pooler =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    url =
        DatabaseUrl.parse(database.reveal().replace(":" + database.port() + "/", ":" + port + "/"));
    await().until(() -> Ports.isOpen(port));
  }

  @AfterEach
  void stop() {
    pooler.destroy();
    pooler.onExit().join();
  }

  @Test
  void withPreparedStatementsTheStartIsRefused() {
    assertThatThrownBy(() -> Database.open(url, new DatabaseConfig(null, 2, 0)))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("127.0.0.1:" + url.port())
        .hasMessageContaining("prepareThreshold=0");
  }

  @Test
  void theDoctorTellsWhichSettingIsNeededAndMindsThePoolerOnceItIsSet() {
    Operator.Done refused = new Operator(url, Clock.systemUTC()).run("", "doctor");
    DatabaseUrl unprepared = DatabaseUrl.parse(url.reveal() + "?prepareThreshold=0");
    Operator.Done taken = new Operator(unprepared, Clock.systemUTC()).run("", "doctor");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output())
        .contains(FaultCode.DATABASE_LOSES_STATEMENTS.key(), "prepareThreshold=0")
        .contains("max_prepared_statements");
    assertThat(taken.output())
        .containsPattern("ok +database ")
        .containsPattern("not checked +connections +a pooler stands before the server");
  }

  @Test
  void withoutThemEveryRequestPasses() {
    DatabaseUrl unprepared = DatabaseUrl.parse(url.reveal() + "?prepareThreshold=0");
    try (Service service = Service.startOn(unprepared, SettableClock.ofToday())) {
      Person ann = service.person();
      List<Answer> answers = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        answers.addAll(
            service.atOnce(
                AT_ONCE,
                n ->
                    n % 2 == 0
                        ? ann.me()
                        : ann.patch("/api/v1/users/me").json("full_name", Service.newName())));
        answers.add(service.login(ann.email(), Person.PASSWORD).answer());
        answers.add(service.get("/readyz").answer());
      }

      assertThat(answers).extracting(Answer::outcome).containsOnly("200");
    }
  }

  private static String passwordOf(DatabaseUrl database) {
    return database.reveal().replaceAll("^.*?://[^:]*:([^@]*)@.*$", "$1");
  }
}
