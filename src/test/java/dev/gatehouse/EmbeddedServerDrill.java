package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose own PostgreSQL is killed. */
class EmbeddedServerDrill {
  private static final Duration PROMISED = Duration.ofSeconds(3);
  private static final Duration NEXT_START = Duration.ofSeconds(60);

  private final Path folder;
  private ServiceProcess service;

  EmbeddedServerDrill(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws Exception {
    service = ServiceProcess.startIn(folder);
  }

  @AfterEach
  void stop() {
    service.close();
    assertThat(processes()).isEmpty();
  }

  @Test
  void aPostmasterThatIsKilledIsStartedAgainOnItsPortAndTheServiceGoesOn() throws Exception {
    signUp("before@example.com");
    long killed = postmaster();
    String port = line(3);

    kill(killed);
    await().until(() -> answersInTime().status() == 200);

    assertThat(postmaster()).isNotEqualTo(killed);
    assertThat(line(3)).isEqualTo(port);
    signUp("after@example.com");
    await().until(() -> messages("INFO").stream().anyMatch(text -> text.endsWith(" is back")));
    assertThat(messages("ERROR"))
        .singleElement()
        .asString()
        .contains(folder.resolve("data/postgres.log").toString());
    assertThat(messages("WARN"))
        .singleElement()
        .asString()
        .matches("The database 127.* is lost: .*");
  }

  @Test
  void aBackendThatIsKilledIsPostgresqlsOwnMatter() throws Exception {
    long before = postmaster();
    long backend =
        processes().stream()
            .filter(process -> process.pid() != before)
            .map(ProcessHandle::pid)
            .max(Long::compare)
            .orElseThrow();

    kill(backend);
    await().until(() -> answersInTime().status() == 200);

    assertThat(postmaster()).isEqualTo(before);
    assertThat(messages("ERROR")).isEmpty();
  }

  @Test
  void aServerThatDoesNotStayUpEndsTheServiceAfterFiveStarts() throws Exception {
    Files.writeString(
        folder.resolve("data/postgres/postgresql.auto.conf"), "shared_buffers = 'nonsense'\n");
    kill(postmaster());

    await().atMost(NEXT_START).until(() -> !service.isAlive());

    assertThat(service.stop()).isEqualTo(1);
    List<String> errors = messages("ERROR");
    assertThat(errors).hasSize(2);
    assertThat(errors.get(1)).contains("5 starts in a row", "postgres.log");
    Files.delete(folder.resolve("data/postgres/postgresql.auto.conf"));
  }

  @Test
  void stoppingTheServiceStartsNothingAnew() throws Exception {
    assertThat(service.stop()).isZero();

    assertThat(processes()).isEmpty();
    assertThat(messages("ERROR")).isEmpty();
  }

  @Test
  void aStartThatIsRefusedSaysWhyAndNothingOfALostDatabase() throws Exception {
    service.stop();
    Files.delete(folder.resolve("data/jwt-secret"));

    assertThat(startAgain().waitFor()).isEqualTo(1);

    assertThat(Files.readString(folder.resolve("errors.txt"))).contains("jwt-secret is missing");
    assertThat(messages("WARN")).isEmpty();
  }

  @Test
  void stoppingTheServiceWhileItsServerStartsLeavesNoneBehind() throws Exception {
    service.stop();
    Process again = startAgain();
    await().until(() -> Files.exists(folder.resolve("data/postgres/postmaster.pid")));

    again.destroy();

    assertThat(again.waitFor()).isZero();
    assertThat(processes()).isEmpty();
    assertThat(messages("INFO")).contains("SIGTERM before the start was complete: ending");
  }

  private Process startAgain() throws IOException {
    List<String> command = new ArrayList<>(ServiceProcess.java());
    command.addAll(List.of("server", "config.yml"));
    return service.inFolder(command).start();
  }

  private void signUp(String email) {
    service
        .call("POST", "/api/v1/users")
        .json("email", email, "full_name", "Somebody", "password", "a long pass phrase")
        .answer()
        .expect(201);
  }

  private Answer answersInTime() {
    long asked = System.nanoTime();
    Answer answer = service.call("GET", "/api/v1/products").answer();
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PROMISED);
    assertThat(answer.status()).isIn(200, 503);
    return answer;
  }

  private long postmaster() throws IOException {
    return Long.parseLong(line(0).strip());
  }

  private String line(int number) throws IOException {
    return Files.readAllLines(folder.resolve("data/postgres/postmaster.pid")).get(number);
  }

  private static void kill(long pid) throws Exception {
    new ProcessBuilder("kill", "-KILL", String.valueOf(pid)).start().waitFor();
  }

  private List<ProcessHandle> processes() {
    Path cluster = folder.resolve("data/postgres");
    return ProcessHandle.allProcesses().filter(process -> worksIn(process, cluster)).toList();
  }

  private static boolean worksIn(ProcessHandle process, Path directory) {
    try {
      return Files.isSameFile(Path.of("/proc", String.valueOf(process.pid()), "cwd"), directory);
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> messages(String level) {
    try (Stream<String> lines = Files.lines(folder.resolve("output.txt"))) {
      return lines
          .map(Json::read)
          .filter(line -> text(line, "level").equals(level))
          .map(line -> text(line, "message"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JsonNode line, String name) {
    return line.get(name).textValue();
  }
}
