package dev.gatehouse.platform.migrations;

import liquibase.database.Database;
import liquibase.lockservice.OfflineLockService;

/**
 * Stands in Liquibase for a lock of its own, which is a row that outlives a process that was killed
 * and then needs a person. {@link Migrations} holds a lock that the server takes back by itself.
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
