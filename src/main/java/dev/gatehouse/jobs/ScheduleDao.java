package dev.gatehouse.jobs;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The rows of db-scheduler, one for each unfinished job. The library itself only picks rows and
 * writes heartbeats; everything else is done here, in one transaction with the job.
 */
@RegisterConstructorMapper(PickedJob.class)
interface ScheduleDao {
  @SqlUpdate(
      """
      insert into job_schedule (task_name, task_instance, execution_time, picked, version)
      values (:type, cast(:id as text), :at, false, 1)
      """)
  void insert(String type, long id, Instant at);

  /**
   * Picks the longest due jobs of a type for this node. The subquery in {@code array} runs once;
   * with {@code in} the planner may run it again for each row, and then lock and return more than
   * {@code most}. Index: job_schedule_due.
   */
  @SqlQuery(
      """
      update job_schedule set
        picked = true, picked_by = :node, last_heartbeat = :now, version = version + 1
      where task_name = :type and task_instance = any (array(
        select task_instance from job_schedule
        where task_name = :type and not picked and execution_time <= :now
        order by execution_time limit :most for update skip locked))
      returning task_instance, execution_time, version
      """)
  List<PickedJob> pick(String type, String node, Instant now, int most);

  /** Whether the pick is still current; each pick increments the version. */
  @SqlQuery(
      """
      select exists (
        select 1 from job_schedule
        where task_name = :type and task_instance = cast(:id as text)
          and picked and version = :version)
      """)
  boolean isPicked(String type, long id, long version);

  /** Makes the job due to be picked again. */
  @SqlUpdate(
      """
      update job_schedule set
        picked = false, picked_by = null, last_heartbeat = null, execution_time = :at,
        version = version + 1
      where task_name = :type and task_instance = cast(:id as text)
      """)
  void runAgain(String type, long id, Instant at);

  @SqlUpdate(
      "delete from job_schedule where task_name = :type and task_instance = cast(:id as text)")
  void delete(String type, long id);

  /** Releases jobs that a node has picked but not begun. */
  @SqlUpdate(
      """
      update job_schedule set
        picked = false, picked_by = null, last_heartbeat = null, version = version + 1
      where picked and picked_by = :node
      """)
  void unpick(String node);
}
