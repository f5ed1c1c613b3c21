package dev.gatehouse.platform.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Tells of every failure on a connection of the pool, which asks here what to do about it and is
 * left to judge by itself.
 */
final class PoolFailures implements SQLExceptionOverride {
  private final Outage outage;
  private final LostPreparedStatements lostStatements;

  PoolFailures(Outage outage, LostPreparedStatements lostStatements) {
    this.outage = outage;
    this.lostStatements = lostStatements;
  }

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException failure) {
    outage.failed(failure);
    lostStatements.failed(failure);
    return SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
