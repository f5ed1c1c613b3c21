package dev.gatehouse.jobs;

import static dev.gatehouse.jobs.JobMapper.COLUMNS;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.security.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The jobs. To avoid deadlocks, change a job before its {@link ScheduleDao schedule}. */
@RegisterRowMapper(JobMapper.class)
@RegisterConstructorMapper(AttemptClaim.class)
@RegisterConstructorMapper(JobCount.class)
interface JobDao {
  /** Also writes the scheduler's row, so that both take one round trip. */
  @SqlQuery(
      """
      with enqueued as (
        insert into job (type, state, payload, requested_by, requested_by_account, created_at, run_at)
        values (:type, 'scheduled', under_ring(:epoch, cast(:payload as json)), :userId, :accountId, :now, :now)
        returning id)
      insert into job_schedule (task_name, task_instance, execution_time, picked, version)
      select :type, cast(id as text), :now, false, 1 from enqueued
      returning cast(task_instance as bigint)
      """)
  long insert(
      String type,
      String payload,
      long epoch,
      @Nullable Long userId,
      @Nullable Long accountId,
      Instant now);

  @SqlQuery("select coalesce(max(id), 0) from job")
  long newest();

  /** The payloads of jobs of a type, with such ids; locks them. Index: job_pkey. */
  @SqlQuery(
      """
      select id, payload from job where id > :after and id <= :last and type = :type
      order by id for no key update
      """)
  @RegisterConstructorMapper(JobPayload.class)
  List<JobPayload> lockPayloads(String type, long after, long last);

  @SqlUpdate("update job set payload = cast(:payload as json) where id = :id")
  void replacePayload(long id, String payload);

  @SqlQuery("select " + COLUMNS + " from job where id = :id")
  Optional<Job> find(long id);

  @SqlQuery(
      """
      select exists (select 1 from job where id = :id
        and (requested_by = :userId or requested_by_account = :accountId))
      """)
  boolean isRequestedBy(long id, @Nullable Long userId, @Nullable Long accountId);

  default boolean isRequestedBy(long id, Actor actor) {
    return isRequestedBy(id, actor.personId().orElse(null), actor.serviceAccountId().orElse(null));
  }

  @SqlQuery("select " + COLUMNS + " from job where id = :id for update")
  Optional<Job> findAndLock(long id);

  /** The caller must have locked the job. */
  @SqlQuery(
      """
      update job set
        state = 'running', attempts = attempts + 1, lease = :lease, node = :node,
        started_at = :now, finished_at = null
      where id = :id
      returning payload, attempts, started_at, last_error
      """)
  AttemptClaim claim(long id, UUID lease, String node, Instant now);

  /**
   * Aborts this transaction if its node stays idle in it that long. Otherwise the locks of a frozen
   * node would block the node that takes over its job.
   */
  @SqlQuery("select set_config('idle_in_transaction_session_timeout', '30s', true)")
  String limitIdleTime();

  /** Locks the row, so that the lease cannot be taken away before the transaction ends. */
  @SqlQuery("select true from job where id = :id and lease = :lease for update")
  Optional<Boolean> lockLease(long id, UUID lease);

  @SqlUpdate(
      """
      update job set progress_done = :done, progress_total = :total, progress_failed = :failed
      where id = :id and lease = :lease
      """)
  int progress(long id, UUID lease, long done, @Nullable Long total, long failed);

  /** Empty if the lease is no longer held. */
  @SqlQuery("select cancel_requested from job where id = :id and lease = :lease")
  Optional<Boolean> findCancelRequest(long id, UUID lease);

  /**
   * Ends the job if the lease is still held.
   *
   * @param attempt JSON for the history, which keeps the newest 20
   */
  @SqlUpdate(
      """
      update job set
        state = :state, lease = null, finished_at = :now, last_error = :error,
        result = cast(:result as json),
        history = case when jsonb_array_length(history) < 20 then history else history - 0 end
          || cast(:attempt as jsonb)
      where id = :id and lease = :lease
      """)
  int finish(
      long id,
      UUID lease,
      String state,
      @Nullable String error,
      @Nullable String result,
      String attempt,
      Instant now);

  /** Schedules another attempt if the lease is still held. */
  @SqlUpdate(
      """
      update job set
        state = 'scheduled', lease = null, run_at = :runAt, attempts = :attempts,
        last_error = coalesce(:error, last_error),
        history = case when jsonb_array_length(history) < 20 then history else history - 0 end
          || cast(:attempt as jsonb)
      where id = :id and lease = :lease
      """)
  int runAgain(
      long id, UUID lease, int attempts, @Nullable String error, String attempt, Instant runAt);

  /** The caller must have locked the job and seen that it is not running. */
  @SqlUpdate(
      """
      update job set
        state = 'scheduled', run_at = :now, attempts = 0, finished_at = null, result = null,
        cancel_requested = false
      where id = :id
      """)
  void restart(long id, Instant now);

  /** The caller must have locked the job and seen that it is not running. */
  @SqlUpdate("update job set state = 'cancelled', finished_at = :now where id = :id")
  void cancel(long id, Instant now);

  @SqlUpdate("update job set cancel_requested = true where id = :id and not cancel_requested")
  int requestCancel(long id);

  /** Index: job_by_state. Returns at most as many rows as the node has threads. */
  @SqlQuery(
      "select "
          + COLUMNS
          + " from job where state = 'running' and node = :node order by id for update")
  List<Job> listHeldBy(String node);

  /** Index: job_by_state. */
  @SqlQuery(
      """
      select id from job
      where state = 'failed' and id > :after and (cast(:type as text) is null or type = :type)
      order by id limit 500
      """)
  List<Long> listFailed(@Nullable String type, long after);

  /**
   * Counts jobs by type and state, each up to {@code most}. Indexes: job_by_type to find the types
   * by skip scan, then job_by_ending alone.
   */
  @SqlQuery(
      """
      with recursive known (type) as (
        (select type from job order by type limit 1)
        union all
        select (select job.type from job where job.type > known.type order by job.type limit 1)
        from known where known.type is not null)
      select known.type, states.state,
        (select count(*) from (
          select 1 from job where job.state = states.state and job.type = known.type
          limit :most) as counted) as jobs
      from known
      cross join unnest(array['scheduled', 'running', 'succeeded', 'failed', 'cancelled'])
        as states (state)
      where known.type is not null
      """)
  List<JobCount> count(int most);

  /** Index: job_due. */
  @SqlQuery("select min(run_at) from job where state = 'scheduled' and run_at <= :now")
  Optional<Instant> findOldestDue(Instant now);

  /** Index: job_by_ending. */
  @SqlUpdate(
      """
      delete from job where id = any (array(
        select id from job
        where state = 'succeeded' and type = :type and finished_at <= :before
        order by finished_at limit 500 for update skip locked))
      """)
  int deleteSucceeded(String type, Instant before);

  /** Index: job_finished. */
  @SqlUpdate(
      """
      delete from job where id = any (array(
        select id from job where finished_at <= :before
        order by finished_at limit 500 for update skip locked))
      """)
  int deleteFinished(Instant before);

  /** Indexes, depending on the filters of {@link JobList}: job_pkey, job_by_type, job_by_state. */
  static KeysetQuery<Job> pages(Database database) {
    return database.pages(JobMapper.LISTED, "job", JobMapper::read);
  }
}
