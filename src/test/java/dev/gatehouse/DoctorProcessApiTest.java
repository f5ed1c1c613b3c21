package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.doctor.FaultCode;
import dev.gatehouse.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor as a process of its own: its files, its limits, and an embedded database. */
class DoctorProcessApiTest {
  private final Path folder;

  DoctorProcessApiTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.copy(Path.of("config.yml"), folder.resolve("config.yml"));
  }

  /** Runs a command line of a shell, with the doctor's as {@code $@}. */
  private DoctorVisit visitBy(String shell) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", shell, "doctor"));
    command.addAll(DoctorVisit.commandLine());
    return DoctorVisit.by(folder, command);
  }

  private DoctorVisit visit() throws IOException, InterruptedException {
    return DoctorVisit.by(folder, DoctorVisit.commandLine());
  }

  @Test
  void withoutDataNothingIsMade() throws Exception {
    DoctorVisit visit = visit();

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
    DoctorVisit heap =
        DoctorVisit.by(folder, DoctorVisit.commandLine("-Xmx" + (mebibytes - 100) + "m"));
    assertThat(heap.codes()).contains(FaultCode.MEMORY_WITHOUT_HEADROOM.key());
    assertThat(heap.exitCode()).isEqualTo(1);

    DoctorVisit files = visitBy("ulimit -n 1000 && exec \"$@\"");
    assertThat(files.codes()).contains(FaultCode.DESCRIPTORS_LOW.key());
    assertThat(files.exitCode()).as(files.errors()).isZero();
  }

  @Test
  void filesThatOthersReadOrNobodyCanWriteAreTold() throws Exception {
    Path env = Files.writeString(folder.resolve(".env"), "APP_NAME=Shop\n");
    Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-r--r--"));
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    DoctorVisit open = visit();
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
  void anEmbeddedDatabaseIsLookedAtRunningAndStoppedAndFrozen() throws Exception {
    try (ServiceProcess service = ServiceProcess.startIn(folder)) {
      DoctorVisit running = visit();
      assertThat(running.exitCode()).as(running.document().toPrettyString()).isZero();
      assertThat(running.of("schema")).startsWith("ok");
      assertThat(running.of("administrators")).startsWith("ok");

      long postmaster = postmaster();
      signal("STOP", postmaster);
      try {
        DoctorVisit frozen = visit();
        assertThat(frozen.codes()).contains(FaultCode.DATABASE_NO_ANSWER.key());
        assertThat(frozen.exitCode()).isEqualTo(1);
      } finally {
        signal("CONT", postmaster);
      }
      assertThat(service.stop()).isZero();
    }

    DoctorVisit stopped = visit();
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
