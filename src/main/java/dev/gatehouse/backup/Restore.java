package dev.gatehouse.backup;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.database.FailureDiagnosis;
import dev.gatehouse.platform.migrations.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads a backup once: checks it, or restores it into an empty database. */
public final class Restore {
  private static final String NOTHING = " Nothing was restored.";
  private static final String RESTORED =
      " The backup was restored before that: run `java -jar app.jar db migrate config.yml`, and"
          + " `analyze` in the database.";
  private static final int NAMED = 5;

  private final DumpReader file;

  private Restore(DumpReader file) {
    this.file = file;
  }

  /**
   * Reads the beginning of a backup.
   *
   * @throws OperatorException if this is none, or not one that can be restored with the passphrase
   *     and this release
   */
  public static Restore of(InputStream file, Optional<SecretString> passphrase) {
    try {
      Restore restore = new Restore(new DumpReader(file, passphrase));
      restore.requireKnownSchema();
      return restore;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void requireKnownSchema() {
    Manifest manifest = file.manifest();
    List<String> changeSets = manifest.changeSets();
    if (changeSets.isEmpty() || !changeSets.equals(Migrations.first(changeSets.size()))) {
      throw new OperatorException(
          """
          The backup was made by release %s, whose schema this release cannot make. Restore it \
          with the app.jar of that release; if that is older than this one, run `java -jar app.jar \
          db migrate config.yml` of this release then.%s\
          """
              .formatted(manifest.release(), NOTHING));
    }
  }

  /** Tells which secrets the backup needs: the column of that name of its key ring. */
  public List<String> wrappedUnder() {
    return file.manifest().wrappedUnder();
  }

  /** The same for backups without a key ring: the digests of the table secret_check. */
  public List<String> secretChecks() {
    return file.manifest().secretChecks();
  }

  /**
   * Reads the backup to its end, and changes nothing.
   *
   * @throws OperatorException if it is damaged
   */
  public BackupSummary check(Progress progress) {
    try {
      return BackupSummary.of(
          file.manifest(), file.readInto(new Reporting(new CountingSink(), progress)));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Restores the backup, all of it or nothing, and migrates the database to this release.
   *
   * @param emptying tells the operator how to get an empty database
   * @throws OperatorException if the database is not empty or in use, or the backup is damaged; the
   *     database is as empty as before
   */
  public BackupSummary into(DatabaseUrl database, String emptying, Progress progress) {
    Database.requireUsable(database.forMigrations());
    requireEmpty(DumpTarget.contents(database), database, emptying);
    Migrations migrations = new Migrations(database);
    if (migrations.liveSessions() > 0) {
      throw new OperatorException(
          "The database %s is in use: nodes or commands are at work there. Stop them first.%s"
              .formatted(database, NOTHING));
    }
    migrations.migrateTo(file.manifest().changeSets().size());
    BackupSummary summary;
    try (DumpTarget target = DumpTarget.open(database)) {
      requireEmpty(target.contents(), database, emptying);
      summary = load(target, database, progress);
      progress.at("statistics", summary.rows());
      complete(target, migrations, database);
    } catch (CopyException e) {
      throw failed(e, database, NOTHING);
    }
    return summary;
  }

  private static void complete(DumpTarget target, Migrations migrations, DatabaseUrl database) {
    try {
      target.analyze();
      migrations.migrate();
    } catch (CopyException e) {
      throw failed(e, database, RESTORED);
    } catch (OperatorException e) {
      throw new OperatorException(e.getMessage() + RESTORED, e);
    }
  }

  private BackupSummary load(DumpTarget target, DatabaseUrl database, Progress progress) {
    BackupSummary summary;
    try {
      target.prepare(file.manifest().tables());
      List<TableRows> counts = file.readInto(new Reporting(target, progress));
      summary = BackupSummary.of(file.manifest(), counts);
      target.complete(progress, summary.rows());
    } catch (IOException e) {
      throw unreadable(e);
    } catch (CopyException e) {
      throw failed(e, database, NOTHING + " The database is still empty, so run it again.");
    }
    try {
      target.commit();
    } catch (CopyException e) {
      throw failed(
          e,
          database,
          " Whether the backup was restored is not known: run it again, which refuses if it was.");
    }
    return summary;
  }

  private static void requireEmpty(List<String> contents, DatabaseUrl database, String emptying) {
    if (!contents.isEmpty()) {
      String more =
          contents.size() > NAMED ? "; and %d more".formatted(contents.size() - NAMED) : "";
      throw new OperatorException(
          "The database %s is not empty: it has %s%s. %s%s"
              .formatted(
                  database,
                  String.join("; ", contents.stream().limit(NAMED).toList()),
                  more,
                  emptying,
                  NOTHING));
    }
  }

  private static OperatorException failed(
      CopyException failure, DatabaseUrl database, String consequence) {
    String sentence =
        DatabaseFailures.sqlOf(failure)
            .map(new FailureDiagnosis(database)::sentence)
            .orElseGet(() -> String.valueOf(failure.getMessage()));
    return new OperatorException(sentence + consequence, failure);
  }

  private static OperatorException unreadable(IOException failure) {
    String why =
        failure instanceof DamagedException
            ? failure.getMessage()
            : "Standard input cannot be read (" + failure.getMessage() + ").";
    return new OperatorException(why + NOTHING, failure);
  }

  /** Tells how far a sink is. */
  private static final class Reporting implements DumpSink {
    private final DumpSink sink;
    private final Progress progress;
    private String table = "";
    private long rows;

    Reporting(DumpSink sink, Progress progress) {
      this.sink = sink;
      this.progress = progress;
    }

    @Override
    public void beginTable(DumpedTable next) {
      table = next.name();
      sink.beginTable(next);
    }

    @Override
    public void rows(byte[] bytes, int length) {
      rows += CountingSink.count(bytes, length);
      sink.rows(bytes, length);
      progress.at(table, rows);
    }

    @Override
    public long endTable(DumpedTable ended) {
      return sink.endTable(ended);
    }

    @Override
    public void sequence(SequencePosition position) {
      sink.sequence(position);
    }
  }
}
