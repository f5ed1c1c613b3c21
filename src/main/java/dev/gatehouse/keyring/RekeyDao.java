package dev.gatehouse.keyring;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The replacement of the root key that is under way, if any: one row, by the database's clock. */
@RegisterConstructorMapper(RekeyState.class)
interface RekeyDao {
  /** Begins one with the next epoch; 0 if one is under way. */
  @SqlUpdate(
      """
      insert into key_ring_rekey (epoch, phase, runner, seen_at, begun_at)
      select max(epoch) + 1, 'PREPARED', :runner, clock_timestamp(), clock_timestamp() from key_ring
      on conflict do nothing
      """)
  int begin(UUID runner);

  @SqlQuery("select exists (select from key_ring_rekey)")
  boolean isUnderWay();

  /** Lets one transaction at a time do a part. */
  @SqlQuery(
      """
      select epoch, phase, rows, runner,
        cast(extract(epoch from clock_timestamp() - seen_at) as bigint) as silent_seconds
      from key_ring_rekey for update
      """)
  Optional<RekeyState> lock();

  @SqlUpdate("update key_ring_rekey set runner = :runner, seen_at = clock_timestamp()")
  void take(UUID runner);

  @SqlUpdate("update key_ring_rekey set seen_at = clock_timestamp() where runner = :runner")
  int seen(UUID runner);

  /** Lets another run go on at once. */
  @SqlUpdate(
      """
      update key_ring_rekey set seen_at = clock_timestamp() - interval '1 day'
      where runner = :runner
      """)
  void release(UUID runner);

  @SqlUpdate("update key_ring_rekey set phase = :phase, seen_at = clock_timestamp()")
  void reached(String phase);

  @SqlUpdate(
      """
      update key_ring_rekey set
        positions = positions || jsonb_build_object(cast(:step as text), cast(:position as text)),
        rows = rows + :rows, seen_at = clock_timestamp()
      """)
  void goOn(String step, String position, long rows);

  /** Where a step goes on. */
  @SqlQuery("select positions ->> :step from key_ring_rekey")
  String position(String step);

  /** The step is done; the next one begins. */
  @SqlUpdate(
      """
      update key_ring_rekey set
        done = done || jsonb_build_object(cast(:step as text), rows + :rows), rows = 0,
        seen_at = clock_timestamp()
      """)
  void finishStep(String step, long rows);

  /** How many rows each step changed that is done. */
  @SqlQuery(
      """
      select key as step, cast(value as bigint) as rows
      from key_ring_rekey, jsonb_each_text(done) order by key
      """)
  @RegisterConstructorMapper(DoneStep.class)
  List<DoneStep> done();

  /** A step that is done. */
  record DoneStep(String step, long rows) {}

  @SqlUpdate("delete from key_ring_rekey")
  void delete();

  /** Gives up soon on rows that other transactions have, before these are taken for deadlocked. */
  @SqlQuery("select set_config('lock_timeout', '300ms', true)")
  String waitBriefly();

  /** Notes the caller's transaction as the one that raises the fence. */
  @SqlUpdate("update key_ring_rekey set fenced_by = pg_current_xact_id()")
  void noteFence();

  /**
   * How many transactions that write began before the fence was raised. Those that write later are
   * held off by it.
   */
  @SqlQuery("select count(*) from (" + OLDER + ") as older")
  int countOlder();

  /** Ends the connections of those, which a frozen node may have. */
  @SqlQuery(
      "select count(*) filter (where pg_terminate_backend(pid)) from (" + OLDER + ") as older")
  int endOlder();

  String OLDER =
      """
      select a.pid from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted
        and a.datname = current_database() and a.pid <> pg_backend_pid()
        and age(l.transactionid) > (select age(cast(fenced_by as xid)) from key_ring_rekey)
      """;
}
