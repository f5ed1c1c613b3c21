package dev.gatehouse.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Migrations that were begun and are not through. */
public final class MigrationCheck implements Check {
  private final Supplier<DoctorDao> dao;
  private final long lock;

  /**
   * The check.
   *
   * @param lock of migrations
   */
  public MigrationCheck(Supplier<DoctorDao> dao, long lock) {
    this.dao = dao;
    this.lock = lock;
  }

  @Override
  public String name() {
    return "migration";
  }

  @Override
  public Need need() {
    return Need.DATABASE;
  }

  @Override
  public Outcome run() {
    DoctorDao database = dao.get();
    List<Finding> findings = new ArrayList<>();
    database
        .findMigrating(lock)
        .ifPresent(
            holder ->
                findings.add(
                    new Finding(
                        FaultCode.MIGRATION_UNFINISHED,
                        "A migration is not through: %s holds its lock.".formatted(holder),
                        "Wait for it. If whoever ran it is gone, end its process in the database:"
                            + " select pg_terminate_backend(…), then run `db migrate` again.")));
    if (database.hasLiquibaseLock() && database.isLiquibaseLocked()) {
      findings.add(
          new Finding(
              FaultCode.MIGRATION_LOCK_LEFT,
              "The table databasechangeloglock is locked: a Liquibase that is not this service's"
                  + " was killed, or runs.",
              "This service does not wait for it. If none runs: update databasechangeloglock set"
                  + " locked = false."));
    }
    for (String index : database.listInvalidIndexes()) {
      findings.add(
          new Finding(
              FaultCode.INDEX_INVALID,
              "The index %s was not built to its end: it costs and is not used.".formatted(index),
              "Run: reindex index concurrently " + index));
    }
    return Outcome.of(findings, "none is under way");
  }
}
