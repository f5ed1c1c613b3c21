package dev.gatehouse.doctor;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What the checks ask the database. Nothing here writes. */
@RegisterConstructorMapper(ConnectionLimit.class)
@RegisterConstructorMapper(StaleTable.class)
@RegisterConstructorMapper(FailedJobs.class)
public interface DoctorDao {
  /** The nodes that were seen in that time, a handful of rows. */
  @SqlQuery(
      """
      select count(*) from node
      where seen_at > clock_timestamp() - make_interval(secs => :seconds)
      """)
  int countNodes(long seconds);

  /** What the role can have at once. */
  @SqlQuery(
      """
      select cast(current_setting('max_connections') as integer)
          - cast(current_setting('superuser_reserved_connections') as integer)
          - coalesce(cast(current_setting('reserved_connections', true) as integer), 0) as server,
        (select nullif(rolconnlimit, -1) from pg_roles where rolname = current_user) as role,
        (select nullif(datconnlimit, -1) from pg_database where datname = current_database())
          as database
      """)
  ConnectionLimit connectionLimit();

  /** The session that holds the lock of migrations, and for how many seconds. */
  @SqlQuery(
      """
      select 'process ' || l.pid || coalesce(' of ' || nullif(a.application_name, ''), '')
        || coalesce(', for '
          || cast(extract(epoch from clock_timestamp() - a.xact_start) as integer) || ' s', '')
      from pg_locks l left join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.database = (select oid from pg_database where datname = current_database())
        and (cast(l.classid as bigint) << 32) | cast(l.objid as bigint) = :lock
      limit 1
      """)
  Optional<String> findMigrating(long lock);

  @SqlQuery("select to_regclass('databasechangeloglock') is not null")
  boolean hasLiquibaseLock();

  @SqlQuery("select exists (select from databasechangeloglock where locked)")
  boolean isLiquibaseLocked();

  /** Indexes that were begun concurrently and never finished. */
  @SqlQuery(
      """
      select cast(i.indexrelid as regclass) from pg_index i join pg_class c on c.oid = i.indexrelid
      where not i.indisvalid
        and c.relnamespace = (
          select relnamespace from pg_class where oid = to_regclass('databasechangelog'))
      """)
  List<String> listInvalidIndexes();

  /**
   * The tables of lists, none of the same name elsewhere, whose statistics the planner should not
   * trust.
   */
  @SqlQuery(
      """
      select relname as name, n_live_tup as live, n_mod_since_analyze as changed,
        cast(greatest(last_analyze, last_autoanalyze) as date) as analyzed
      from pg_stat_user_tables
      where relname in ('product', 'app_user', 'session', 'audit_entry', 'job', 'api_key',
          'service_account', 'invitation')
        and relid = to_regclass(cast(relname as text))
        and n_mod_since_analyze > 10000 + 0.2 * n_live_tup
      order by relname
      """)
  List<StaleTable> listStale();

  /** Whether a replacement of the root key is under way that was not heard of for so long. */
  @SqlQuery(
      """
      select exists (select from key_ring_rekey
        where seen_at < clock_timestamp() - make_interval(secs => :seconds))
      """)
  boolean isRekeyLeft(long seconds);

  /** Index: app_user_admin. */
  @SqlQuery("select exists (select from app_user where is_admin and is_active)")
  boolean hasAdministrator();

  @SqlQuery("select exists (select from app_user)")
  boolean hasUsers();

  /** For how many seconds the oldest due job has waited. Index: job_due. */
  @SqlQuery(
      """
      select cast(extract(epoch from clock_timestamp() - min(run_at)) as bigint) from job
      where state = 'scheduled' and run_at <= clock_timestamp()
      """)
  Optional<Long> findOldestDue();

  /** Those of the newest 1,000 failed jobs that failed in the last week. Index: job_by_state. */
  @SqlQuery(
      """
      select count(*) as jobs, coalesce(string_agg(distinct type, ', '), '') as types from (
        select type, finished_at from job where state = 'failed' order by id desc limit 1000)
        as newest
      where finished_at > clock_timestamp() - interval '7 days'
      """)
  FailedJobs countFailed();

  /** Jobs of nodes that no longer say they are alive. Index: job_schedule_last_heartbeat. */
  @SqlQuery(
      """
      select count(*) from job_schedule
      where picked and last_heartbeat < clock_timestamp() - interval '5 minutes'
      """)
  int countAbandoned();
}
