package dev.gatehouse.platform.migrations;

import java.util.List;

/**
 * Compares the schema of a database with this release.
 *
 * @param applied ids of the change sets of this release that the database has, in order
 * @param pending ids of the change sets that the database lacks, in order
 * @param unknown ids of the change sets of a newer release
 */
public record SchemaState(List<String> applied, List<String> pending, List<String> unknown) {
  /** Whether this release cannot run on the schema. */
  public boolean isBehind() {
    return !pending.isEmpty();
  }

  /** Whether a newer release has migrated the schema, which is allowed. */
  public boolean isAhead() {
    return !unknown.isEmpty();
  }
}
