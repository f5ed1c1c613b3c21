package dev.gatehouse.operations;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The clock that all nodes share. */
interface ClockDao {
  @SqlQuery("select clock_timestamp()")
  Instant now();
}
