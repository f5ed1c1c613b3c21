package dev.gatehouse.operations;

import com.codahale.metrics.health.HealthCheck;
import dev.gatehouse.platform.database.Database;

/** The database's health check on the admin port. */
final class DatabaseHealthCheck extends HealthCheck {
  private final Database database;

  DatabaseHealthCheck(Database database) {
    this.database = database;
  }

  @Override
  protected Result check() {
    return database.responds(HealthResource.LONGEST_WAIT)
        ? Result.healthy()
        : Result.unhealthy("the database does not answer");
  }
}
