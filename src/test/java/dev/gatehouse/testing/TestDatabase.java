package dev.gatehouse.testing;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.migrations.Migrations;
import dev.gatehouse.platform.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One PostgreSQL server per JVM, with a database for each test, so that none sees the rows of
 * another. Tuned for creating databases and connections quickly, which dominates most tests. {@code
 * -Dgatehouse.shared_buffers=2GB} is for drills with many rows.
 */
public final class TestDatabase {
  private static final String PREFIX = "test_";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestDatabase() {}

  /** A new database with the schema of this release. */
  public static DatabaseUrl migrated() {
    return Server.ONE.create(Template.NAME);
  }

  /** A new database without tables. */
  public static DatabaseUrl empty() {
    return Server.ONE.create("template0");
  }

  /** A pool on a new database with the schema of this release. Close it by {@code stop()}. */
  public static Database open() {
    return Database.open(migrated(), new DatabaseConfig(null, 2, 8));
  }

  /** Runs SQL. */
  public static void execute(DatabaseUrl database, String sql) {
    try (Connection connection = Database.longRunning(database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server's superuser. */
  public static DatabaseUrl superuser() {
    return Server.ONE.superuser;
  }

  /** The first column of a query's rows. */
  public static List<String> texts(DatabaseUrl database, String sql) {
    List<String> texts = new ArrayList<>();
    try (Connection connection = Database.longRunning(database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }

  /** The only text that the query returns. */
  public static String text(DatabaseUrl database, String query) {
    try (Connection connection = Database.longRunning(database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Migrated once and then copied, which is ten times as fast. */
  private static final class Template {
    static final String NAME = create();

    private static String create() {
      DatabaseUrl template = Server.ONE.create("template0");
      new Migrations(template).migrate();
      return template.database();
    }
  }

  private static final class Server {
    static final Server ONE = new Server();

    private final DatabaseUrl superuser;

    Server() {
      Path directory = Path.of("target", "test-postgres");
      EmbeddedPostgres postgres =
          EmbeddedPostgres.startOrJoin(
              directory,
              Map.of(
                  "fsync", "off",
                  "synchronous_commit", "off",
                  "full_page_writes", "off",
                  "max_connections", "400",
                  "scram_iterations", "1",
                  "shared_buffers", System.getProperty("gatehouse.shared_buffers", "64MB")));
      Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
      superuser =
          DatabaseUrl.parse(
              "postgresql://postgres:%s@127.0.0.1:%d/postgres"
                  .formatted(passwordIn(directory), postgres.url().port()));
      dropOrphans();
    }

    private static String passwordIn(Path directory) {
      try {
        return Files.readString(directory.resolve("postgres.password")).strip();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    DatabaseUrl create(String template) {
      String name = PREFIX + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
      execute(
          superuser,
          "create database "
              + name
              + " template "
              + template
              + " strategy file_copy owner gatehouse");
      String password = superuser.reveal().replaceAll(".*postgres:([0-9a-f]+)@.*", "$1");
      return DatabaseUrl.parse(
          "postgresql://gatehouse:%s@127.0.0.1:%d/%s".formatted(password, superuser.port(), name));
    }

    private void dropOrphans() {
      for (String name : left()) {
        long pid = Long.parseLong(name.split("_", -1)[1]);
        if (ProcessHandle.of(pid).isEmpty()) {
          execute(superuser, "drop database if exists " + name + " with (force)");
        }
      }
    }

    private List<String> left() {
      return texts(superuser, "select datname from pg_database where datname ~ '^test_[0-9]+_'");
    }
  }
}
