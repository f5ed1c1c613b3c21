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

  /** Remembers a secret of before, whatever secrets a later run has. */
  @SqlUpdate(
      """
      update key_ring_rekey set replaced = replaced || decode(:secret, 'hex')
      where decode(:secret, 'hex') <> all (replaced)
      """)
  void addReplaced(String secret);

  @SqlQuery("select encode(secret, 'hex') from key_ring_rekey, unnest(replaced) as secret")
  List<String> listReplaced();

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

  /** Notes that the fence is up, in a transaction after the one that raised it. */
  @SqlUpdate(
      "update key_ring_rekey set fenced_by = pg_current_xact_id(), fenced_at = clock_timestamp()")
  void noteFence();

  /**
   * The processes with a transaction that began before that, or may have. They may store what was
   * made before: their statement does not see the fence. All others are held off by it.
   */
  @SqlQuery("select pid " + OLDER + " order by pid")
  List<Integer> listOlder();

  /** Ends the connections of those that this role may end, which a frozen node may have. */
  @SqlQuery(
      "select count(*) filter (where pg_terminate_backend(pid)) "
          + OLDER
          + " and usename = current_user and backend_type = 'client backend'")
  int endOlder();

  /** The start of a transaction of another role may be hidden, its number is not. */
  String OLDER =
      """
      from pg_stat_activity, key_ring_rekey
      where datname = current_database() and pid <> pg_backend_pid() and usename is not null
        and (age(backend_xid) >= age(cast(fenced_by as xid))
          or coalesce(xact_start <= fenced_at, age(backend_xmin) >= age(cast(fenced_by as xid))))
      """;
}
