package dev.gatehouse.jobs;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The jobs and their schedule. Whoever changes both changes the job first. */
interface JobDao {
  /** The engine's row is written here, so that both are one round trip in one transaction. */
  @SqlQuery(
      """
      with enqueued as (
        insert into job (type, state, payload, created_at, run_at)
        values (:type, 'scheduled', cast(:payload as json), :now, :now)
        returning id)
      insert into job_schedule (task_name, task_instance, execution_time, picked, version)
      select :type, cast(id as text), :now, false, 1 from enqueued
      returning cast(task_instance as bigint)
      """)
  long insert(String type, String payload, Instant now);
}
