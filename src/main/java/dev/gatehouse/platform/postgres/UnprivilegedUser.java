package dev.gatehouse.platform.postgres;

import dev.gatehouse.platform.config.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to run PostgreSQL, which refuses to run as root: as the current user if that is not root, in
 * a user namespace, where root keeps its files but has no privileges, or as another user.
 */
record UnprivilegedUser(List<String> prefix, int uid) {
  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /**
   * Finds a way that works on this machine.
   *
   * @param directory of ours, in which programs must be able to run
   * @param owner of the existing cluster, or else this process's user
   */
  static UnprivilegedUser on(Path directory, int owner) throws IOException {
    if (!isRoot(directory)) {
      return new UnprivilegedUser(List.of(), owner);
    }
    if (owner != ROOT) {
      return as(owner);
    }
    UnprivilegedUser namespace = new UnprivilegedUser(List.of("unshare", "--user", "--"), ROOT);
    if (namespace.works(directory)) {
      return namespace;
    }
    UnprivilegedUser nobody = as(NOBODY);
    Directories.makeTraversable(directory);
    if (nobody.works(directory)) {
      return nobody;
    }
    throw new OperatorException(
        "PostgreSQL must not run as root, and this machine allows neither a user namespace"
            + " (unshare --user) nor another user (setpriv) that can enter "
            + directory
            + ". Run the service as another user, or set APP_DATABASE_URL.");
  }

  private static boolean isRoot(Path directory) {
    return new PostgresProcess(directory, List.of())
        .run(LIMIT, List.of("id", "-u"))
        .output()
        .strip()
        .equals(String.valueOf(ROOT));
  }

  private static UnprivilegedUser as(int uid) {
    String id = String.valueOf(uid);
    return new UnprivilegedUser(
        List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "--"), uid);
  }

  private boolean works(Path directory) {
    return new PostgresProcess(directory, prefix)
        .run(LIMIT, List.of("test", "-x", directory.toString()))
        .succeeded();
  }

  /** Whether the cluster's files must be given to another user first. */
  boolean isOther() {
    return uid != ROOT && !prefix.isEmpty();
  }
}
