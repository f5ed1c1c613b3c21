package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.migrations.Migrations;
import dev.gatehouse.testing.ManyRows;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.ServiceProcess;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million rows out and in again in a small heap, and what is left when either is interrupted.
 * {@code -Dgatehouse.products} and {@code -Dgatehouse.users} set how many rows.
 */
class BackupDrill {
  private static final long PRODUCTS = Long.getLong("gatehouse.products", 1_000_000);
  private static final long USERS = Long.getLong("gatehouse.users", 100_000);
  private static final String HEAP = "-Xmx256m";

  /** The heap, and as much again for the JVM itself. */
  private static final long MOST_MEMORY = 512;

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String SUMS =
      "select (select count(*) || ' ' || sum(hashtextextended(p::text, 0)) from product p) || ' '"
          + " || (select count(*) || ' ' || sum(hashtextextended(u::text, 0)) from app_user u)";

  private final DatabaseUrl source = TestDatabase.empty();
  private final DatabaseUrl target = TestDatabase.empty();
  private final PrintStream out = System.out;
  private final Path folder;

  BackupDrill(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aMillionRowsGoOutAndInAgain() throws Exception {
    new Migrations(source).migrate();
    new ManyRows(source, out).fill(PRODUCTS, USERS);
    Service.startOn(source, SettableClock.ofToday()).close();
    Path backup = folder.resolve("gatehouse.backup");
    Files.copy(Path.of("config.yml"), folder.resolve("config.yml"));

    long backedUp = run("backup", source, Redirect.from(new File("/dev/null")), backup);
    tell("backup", backedUp, "%,d MiB in the file".formatted(Files.size(backup) >> 20));

    killWhileItLoads(backup);
    assertThat(TestDatabase.text(target, "select count(*) from product")).isEqualTo("0");

    long restored =
        run("restore", target, Redirect.from(backup.toFile()), folder.resolve("restored"));
    tell(
        "restore after one that was killed",
        restored,
        Files.readString(folder.resolve("restored")).strip());
    assertThat(TestDatabase.text(target, SUMS)).isEqualTo(TestDatabase.text(source, SUMS));

    refuseWhatAKilledBackupLeft();
    tellOfAFullDisk();
  }

  private void killWhileItLoads(Path backup) throws Exception {
    Process process =
        start("restore", target, Redirect.from(backup.toFile()), folder.resolve("killed"));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                !TestDatabase.texts(
                        TestDatabase.superuser(),
                        "select 1 from pg_stat_progress_copy where datname = '%s' and tuples_processed > 1000"
                            .formatted(target.database()))
                    .isEmpty());
    process.destroyForcibly().waitFor();
    await()
        .until(
            () ->
                TestDatabase.texts(
                        TestDatabase.superuser(),
                        "select 1 from pg_stat_activity where datname = '%s'"
                            .formatted(target.database()))
                    .isEmpty());
  }

  private void refuseWhatAKilledBackupLeft() throws Exception {
    Path cut = folder.resolve("cut.backup");
    Process process = start("backup", source, Redirect.from(new File("/dev/null")), cut);
    await().atMost(LIMIT).until(() -> Files.exists(cut) && Files.size(cut) > 1 << 20);
    process.destroyForcibly().waitFor();

    Process restore =
        start("restore", TestDatabase.empty(), Redirect.from(cut.toFile()), folder.resolve("none"));
    assertThat(restore.waitFor()).isEqualTo(1);
    assertThat(errors()).contains("cut off", "Nothing was restored.");
    out.println("restore of a backup that was killed: " + errors().strip());
  }

  private void tellOfAFullDisk() throws Exception {
    Process process =
        start("backup", source, Redirect.from(new File("/dev/null")), Path.of("/dev/full"));
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(errors()).contains("Standard output cannot be written");
    out.println("backup to a full disk: " + errors().strip());
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("errors"));
  }

  private void tell(String what, long memory, String more) {
    out.println("%s: at most %,d MiB with %s; %s".formatted(what, memory, HEAP, more));
  }

  /** Runs a command to its success, tells how long it took, and returns its peak memory in MiB. */
  private long run(String command, DatabaseUrl database, Redirect from, Path to) throws Exception {
    long begun = System.nanoTime();
    Process process = start(command, database, from, to);
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    long memory = 0;
    while (process.isAlive()) {
      memory = Math.max(memory, peak(status));
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    assertThat(process.exitValue()).as(errors()).isZero();
    assertThat(memory).isBetween(1L, MOST_MEMORY);
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %,d rows in %.1f s",
            command,
            PRODUCTS + USERS,
            (System.nanoTime() - begun) / 1e9));
    return memory;
  }

  private static long peak(Path status) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has ended
    }
  }

  private Process start(String command, DatabaseUrl database, Redirect from, Path to)
      throws IOException {
    List<String> line = new ArrayList<>(ServiceProcess.java());
    line.add(1, HEAP);
    line.addAll(List.of(command, "config.yml"));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("APP_"));
    environment.putAll(Service.environment(database));
    return builder
        .redirectInput(from)
        .redirectOutput(to.toFile())
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }
}
