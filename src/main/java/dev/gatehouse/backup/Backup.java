package dev.gatehouse.backup;

import dev.gatehouse.platform.binding.UtcTime;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.database.DatabaseUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Writes a whole database as it is at one moment, while it is in use, in constant memory. */
public final class Backup {
  private final DatabaseUrl database;
  private final String release;
  private final Clock clock;

  /**
   * Of a database.
   *
   * @param release the version that makes it
   */
  public Backup(DatabaseUrl database, String release, Clock clock) {
    this.database = database;
    this.release = release;
    this.clock = clock;
  }

  /**
   * Writes the backup. Nothing is written if the database cannot be read.
   *
   * @throws IOException if the file cannot be written; what is there of it cannot be restored
   * @throws OperatorException if the schema is not one of this release
   */
  public BackupSummary write(
      OutputStream file, Optional<SecretString> passphrase, Progress progress) throws IOException {
    try (DumpSource source = DumpSource.open(database)) {
      Manifest manifest =
          new Manifest(
              release,
              UtcTime.format(clock.instant()),
              source.serverVersion(),
              source.changeSets(),
              source.wrappedUnder(),
              source.secretChecks(),
              source.tables());
      DumpWriter writer = new DumpWriter(file, Heading.make(passphrase));
      writer.manifest(manifest);
      long[] rows = {0};
      for (DumpedTable table : manifest.tables()) {
        writer.beginTable(table);
        long copied =
            source.copy(
                table,
                row -> {
                  writer.row(row);
                  progress.at(table.name(), ++rows[0]);
                });
        writer.endTable(table, copied);
      }
      List<SequencePosition> sequences = source.sequences();
      writer.sequences(sequences);
      writer.finish();
      return BackupSummary.of(manifest, writer.counts());
    }
  }
}
