package dev.gatehouse.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The data directory of the embedded database, and the file .env: space and rights. */
public final class FilesCheck implements Check {
  private static final long LEAST_FREE = 200L << 20;
  private static final List<String> SECRETS = List.of("jwt-secret", "postgres.password");

  private static final Set<PosixFilePermission> WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private static final Set<PosixFilePermission> READ_OR_WRITE =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Optional<Path> dataDir;
  private final Path directory;

  /**
   * The check.
   *
   * @param dataDir empty without the embedded database
   * @param directory that of config.yml
   */
  public FilesCheck(Optional<Path> dataDir, Path directory) {
    this.dataDir = dataDir;
    this.directory = directory;
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public Outcome run() {
    List<Finding> findings = new ArrayList<>();
    dataDir.ifPresent(data -> check(data, findings));
    Path env = directory.resolve(".env");
    if (othersMay(READ_OR_WRITE, env)) {
      findings.add(
          new Finding(
              FaultCode.ENV_FILE_OPEN,
              "Others than its owner may read or write %s.".formatted(env),
              "Run: chmod 600 " + env));
    }
    return Outcome.of(
        findings,
        dataDir.isEmpty()
            ? "no data directory is needed"
            : "there is space, and for the owner only");
  }

  private static void check(Path data, List<Finding> findings) {
    Path existing = existing(data);
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      findings.add(
          new Finding(
              FaultCode.DATA_NOT_WRITABLE,
              "The data directory %s cannot be written: %s is no directory, or not this user's."
                  .formatted(data, existing),
              "Let the user of the service write there, or set APP_DATA_DIR to another directory."));
      return;
    }
    long free = free(existing);
    if (free < LEAST_FREE) {
      findings.add(
          new Finding(
              FaultCode.DISK_LOW,
              "%d MB are free for the data directory %s; 200 are the least."
                  .formatted(free >> 20, data),
              "Free some, or move the directory to a larger disk (APP_DATA_DIR). When the disk is"
                  + " full, PostgreSQL stops."));
    }
    // who may write there can put another secret in the place of a file
    if (othersMay(WRITE, data)) {
      findings.add(open(FaultCode.DATA_OPEN, data));
    } else if (othersMay(READ_OR_WRITE, data)) {
      findings.add(open(FaultCode.DATA_READABLE, data));
    }
    SECRETS.stream()
        .map(data::resolve)
        .filter(path -> othersMay(READ_OR_WRITE, path))
        .forEach(path -> findings.add(open(FaultCode.DATA_OPEN, path)));
  }

  private static Finding open(FaultCode code, Path path) {
    return new Finding(
        code,
        "Others than its owner may %s %s."
            .formatted(code == FaultCode.DATA_READABLE ? "list" : "read or write", path),
        "Run: chmod go-rw " + path);
  }

  /** The path itself, or of its parents the nearest one that exists. */
  private static Path existing(Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        return at;
      }
    }
    return path;
  }

  private static long free(Path path) {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private static boolean othersMay(Set<PosixFilePermission> permissions, Path path) {
    try {
      return Files.getPosixFilePermissions(path).stream().anyMatch(permissions::contains);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
