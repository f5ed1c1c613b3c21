package dev.gatehouse.platform.migrations;

import liquibase.database.Database;
import liquibase.lockservice.OfflineLockService;

/**
 * Disables Liquibase's lock, a row that survives a killed process until somebody deletes it. {@link
 * Migrations} holds an advisory lock, which the server releases.
 */
public final class NoopLockService extends OfflineLockService {
  private static final int FIRST = 1_000;

  @Override
  public int getPriority() {
    return FIRST;
  }

  @Override
  public boolean supports(Database database) {
    return true;
  }
}
