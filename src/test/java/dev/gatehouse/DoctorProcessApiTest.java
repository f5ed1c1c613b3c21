package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.doctor.FaultCode;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.Ports;
import dev.gatehouse.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor as a process of its own: its files, its limits, and an embedded database. */
class DoctorProcessApiTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Path folder;

  DoctorProcessApiTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.copy(Path.of("config.yml"), folder.resolve("config.yml"));
  }

  private record Visit(int exitCode, JsonNode document, String errors) {
    List<String> codes() {
      List<String> codes = new ArrayList<>();
      document.get("checks").forEach(check -> codes.add(check.get("code").asText()));
      return codes;
    }

    String of(String name) {
      for (JsonNode check : document.get("checks")) {
        if (check.get("check").asText().equals(name)) {
          return check.get("status").asText() + ": " + check.get("seen").asText();
        }
      }
      throw new AssertionError(name);
    }
  }

  private static List<String> doctor(String... options) {
    List<String> command = new ArrayList<>(ServiceProcess.java());
    command.addAll(1, List.of(options));
    command.addAll(List.of("doctor", "--json", "config.yml"));
    return command;
  }

  private Visit visit(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("APP_"));
    builder.environment().put("APP_ADMIN_PORT", String.valueOf(Ports.free()));
    builder.environment().put("APP_PUBLIC_URL", "http://localhost:" + Ports.free());
    Path output = folder.resolve("doctor-output.txt");
    Path errors = folder.resolve("doctor-errors.txt");
    Process process =
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).as("is through").isTrue();
    return new Visit(
        process.exitValue(), Json.read(Files.readString(output)), Files.readString(errors));
  }

  /** Runs a command line of a shell, with the doctor's as {@code $@}. */
  private Visit visitBy(String shell) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", shell, "doctor"));
    command.addAll(doctor());
    return visit(command);
  }

  private Visit visit() throws IOException, InterruptedException {
    return visit(doctor());
  }

  @Test
  void withoutDataNothingIsMade() throws Exception {
    Visit visit = visit();

    assertThat(visit.exitCode()).as(visit.errors()).isZero();
    assertThat(visit.of("database")).startsWith("not_checked: there is no data yet");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void theLimitsOfTheProcessAreTold() throws Exception {
    long mebibytes =
        ((com.sun.management.OperatingSystemMXBean)
                    java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize()
            >> 20;
    Visit heap = visit(doctor("-Xmx" + (mebibytes - 100) + "m"));
    assertThat(heap.codes()).contains(FaultCode.MEMORY_WITHOUT_HEADROOM.key());
    assertThat(heap.exitCode()).isEqualTo(1);

    Visit files = visitBy("ulimit -n 1000 && exec \"$@\"");
    assertThat(files.codes()).contains(FaultCode.DESCRIPTORS_LOW.key());
    assertThat(files.exitCode()).as(files.errors()).isZero();
  }

  @Test
  void filesThatOthersReadOrNobodyCanWriteAreTold() throws Exception {
    Path env = Files.writeString(folder.resolve(".env"), "APP_NAME=Shop\n");
    Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-r--r--"));
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Visit open = visit();
    assertThat(open.codes())
        .contains(FaultCode.ENV_FILE_OPEN.key(), FaultCode.DATA_READABLE.key())
        .doesNotContain(FaultCode.DATA_OPEN.key());
    assertThat(open.exitCode()).as(open.errors()).isZero();

    Path secret = Files.writeString(data.resolve("jwt-secret"), "x7Kq");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(visit().codes()).contains(FaultCode.DATA_OPEN.key());
    Files.delete(secret);

    Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    assertThat(visit().of("files")).startsWith("ok");

    Files.delete(data);
    Files.writeString(data, "no directory");
    assertThat(visit().codes()).contains(FaultCode.DATA_NOT_WRITABLE.key());
  }

  @Test
  void aSmallDiskIsTold() throws Exception {
    Files.createDirectory(folder.resolve("data"));
    String mount = "mount -t tmpfs -o size=50m,mode=700 tmpfs data";
    Process probe =
        new ProcessBuilder("unshare", "-rm", "sh", "-c", mount).directory(folder.toFile()).start();
    assumeTrue(probe.waitFor() == 0, "needs the right to mount");

    List<String> command =
        new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", mount + " && exec \"$@\"", "x"));
    command.addAll(doctor());
    Visit visit = visit(command);

    assertThat(visit.codes()).contains(FaultCode.DISK_LOW.key());
  }

  @Test
  void anEmbeddedDatabaseIsLookedAtRunningAndStoppedAndFrozen() throws Exception {
    try (ServiceProcess service = ServiceProcess.startIn(folder)) {
      Visit running = visit();
      assertThat(running.exitCode()).as(running.document().toPrettyString()).isZero();
      assertThat(running.of("schema")).startsWith("ok");
      assertThat(running.of("administrators")).startsWith("ok");

      long postmaster = postmaster();
      signal("STOP", postmaster);
      try {
        Visit frozen = visit();
        assertThat(frozen.codes()).contains(FaultCode.DATABASE_NO_ANSWER.key());
        assertThat(frozen.exitCode()).isEqualTo(1);
      } finally {
        signal("CONT", postmaster);
      }
      assertThat(service.stop()).isZero();
    }

    Visit stopped = visit();
    assertThat(stopped.exitCode()).as(stopped.document().toPrettyString()).isZero();
    assertThat(stopped.of("schema")).startsWith("ok");
    assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();

    Files.delete(folder.resolve("data/postgres.password"));
    assertThat(visit().codes()).contains(FaultCode.DATABASE_DOES_NOT_START.key());
  }

  private long postmaster() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("data/postgres/postmaster.pid"))) {
      return Long.parseLong(lines.findFirst().orElseThrow().strip());
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor()).isZero();
  }
}
