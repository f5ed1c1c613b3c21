package dev.gatehouse.testing;

import static dev.gatehouse.testing.Await.await;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows how the embedded server executes queries, from what {@code auto_explain} writes to its log.
 * Must be created before the service connects.
 */
public final class QueryPlans {
  private static final Pattern LIST =
      Pattern.compile(
          "Query Text: (?:(?!\\bduration: ).)*?order by.*?(?=\\bduration: |\\z)", Pattern.DOTALL);
  private static final Pattern NODE =
      Pattern.compile(
          "(?:Index (?:Only )?Scan(?: Backward)? using|Bitmap Index Scan on|Seq Scan on) \\w+|Sort"
              + " Key");

  private final DatabaseUrl superuser;
  private final Path log;

  private QueryPlans(DatabaseUrl superuser) {
    this.superuser = superuser;
    this.log =
        Path.of(TestDatabase.text(superuser, "show data_directory")).resolveSibling("postgres.log");
  }

  /** For a database, through a superuser of its server. */
  public static QueryPlans of(DatabaseUrl superuser, String database) {
    TestDatabase.execute(
        superuser,
        "alter database " + database + " set session_preload_libraries = 'auto_explain'");
    return new QueryPlans(superuser);
  }

  /** The scans and sorts for reading a list of the table's rows. */
  public String during(String table, Runnable reading) {
    log(0);
    try {
      // sessions notice the setting with a delay
      return await().until(() -> nodesDuring(table, reading), nodes -> !nodes.isEmpty());
    } finally {
      log(-1);
    }
  }

  private String nodesDuring(String table, Runnable reading) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long begin = file.length();
      reading.run();
      byte[] bytes = new byte[Math.toIntExact(file.length() - begin)];
      file.seek(begin);
      file.readFully(bytes);
      return nodes(table, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void log(int shortestMillis) {
    try (Connection connection = Database.longRunning(superuser).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("load 'auto_explain'");
      statement.execute("alter system set auto_explain.log_min_duration = " + shortestMillis);
      statement.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String nodes(String table, String log) {
    return LIST.matcher(log)
        .results()
        .map(MatchResult::group)
        .filter(list -> list.contains("from " + table))
        .map(QueryPlans::nodes)
        .distinct()
        .collect(Collectors.joining("; then "));
  }

  private static String nodes(String list) {
    return NODE.matcher(list)
        .results()
        .map(MatchResult::group)
        .map(node -> node.equals("Sort Key") ? "sort" : node)
        .collect(Collectors.joining(", "));
  }
}
