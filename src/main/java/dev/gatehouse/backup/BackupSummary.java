package dev.gatehouse.backup;

import java.util.List;
import java.util.Locale;

/**
 * What a backup holds.
 *
 * @param release that made it
 * @param madeAt when, as RFC 3339 has it
 */
public record BackupSummary(String release, String madeAt, int tables, long rows) {
  static BackupSummary of(Manifest manifest, List<TableRows> counts) {
    return new BackupSummary(
        manifest.release(),
        manifest.madeAt(),
        counts.size(),
        counts.stream().mapToLong(TableRows::rows).sum());
  }

  /** For an operator. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%,d rows of %d tables, as of %s (release %s)", rows, tables, madeAt, release);
  }
}
