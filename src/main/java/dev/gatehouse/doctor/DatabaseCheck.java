package dev.gatehouse.doctor;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.UnusableDatabaseException;
import dev.gatehouse.platform.database.UnusableDatabaseException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Whether the database answers and is one that the service can work with. */
public final class DatabaseCheck implements Check {
  private final Supplier<Optional<Database>> open;
  private final Opened<Database> opened;
  private final BooleanSupplier isStarting;

  /**
   * The check.
   *
   * @param open opens the database; empty if the embedded one was never set up
   * @param opened gets it
   * @param isStarting whether the embedded server is being started
   */
  public DatabaseCheck(
      Supplier<Optional<Database>> open, Opened<Database> opened, BooleanSupplier isStarting) {
    this.open = open;
    this.opened = opened;
    this.isStarting = isStarting;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Optional<Need> opens() {
    return Optional.of(Need.DATABASE);
  }

  /** With the embedded server's start. */
  @Override
  public Duration limit() {
    return Duration.ofSeconds(9);
  }

  @Override
  public Outcome run() {
    try {
      Optional<Database> database = open.get();
      database.ifPresent(opened::set);
      return database.isPresent()
          ? Outcome.ok("it answers")
          : Outcome.notChecked("there is no data yet: the first start of the service makes it");
    } catch (UnusableDatabaseException e) {
      return Outcome.found(
          Finding.of(
              codeOf(e.kind()), e, "Check APP_DATABASE_URL, and look into PostgreSQL's log."));
    } catch (OperatorException e) {
      return Outcome.found(
          Finding.of(
              FaultCode.DATABASE_DOES_NOT_START,
              e,
              "Do what it says, or look into postgres.log in the data directory."));
    }
  }

  @Override
  public Outcome late() {
    if (isStarting.getAsBoolean()) {
      // after a crash it first recovers
      return Outcome.notChecked(
          "the embedded server is still starting: see postgres.log in the data directory");
    }
    return Outcome.found(
        FaultCode.DATABASE_NO_ANSWER,
        "The database did not answer within %d s.".formatted(limit().toSeconds()),
        "Check that PostgreSQL runs and is not frozen, and the network between.");
  }

  private static FaultCode codeOf(Kind kind) {
    return switch (kind) {
      case HOST_UNKNOWN -> FaultCode.DATABASE_HOST_UNKNOWN;
      case PORT_CLOSED -> FaultCode.DATABASE_PORT_CLOSED;
      case NO_ANSWER -> FaultCode.DATABASE_NO_ANSWER;
      case NOT_POSTGRESQL -> FaultCode.DATABASE_NOT_POSTGRESQL;
      case TLS_REFUSED -> FaultCode.DATABASE_TLS_REFUSED;
      case TLS_REQUIRED -> FaultCode.DATABASE_TLS_REQUIRED;
      case TLS_UNTRUSTED -> FaultCode.DATABASE_TLS_UNTRUSTED;
      case PASSWORD_WRONG -> FaultCode.DATABASE_PASSWORD_WRONG;
      case ACCESS_REFUSED -> FaultCode.DATABASE_ACCESS_REFUSED;
      case MISSING -> FaultCode.DATABASE_MISSING;
      case FULL -> FaultCode.DATABASE_FULL;
      case UNSUITABLE -> FaultCode.DATABASE_UNSUITABLE;
      case LOSES_STATEMENTS -> FaultCode.DATABASE_LOSES_STATEMENTS;
      case OTHER -> FaultCode.DATABASE_FAILED;
    };
  }
}
