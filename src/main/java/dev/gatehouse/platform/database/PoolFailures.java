package dev.gatehouse.platform.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Reports every failure on a pooled connection. HikariCP asks it whether to evict the connection,
 * and is left to decide by itself.
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
