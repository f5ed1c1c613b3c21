package dev.gatehouse.platform.migrations;

import java.util.List;

/**
 * How the schema of a database compares with this release.
 *
 * @param applied the ids of change sets of this release that the database has, in order
 * @param pending the ids of change sets that the database lacks, in order
 * @param unknown the ids of change sets that this release does not know: a newer one was here
 */
public record SchemaState(List<String> applied, List<String> pending, List<String> unknown) {
  /** Whether this release cannot run on it. */
  public boolean isBehind() {
    return !pending.isEmpty();
  }

  /** Whether a newer release has migrated it, which is allowed. */
  public boolean isAhead() {
    return !unknown.isEmpty();
  }
}
