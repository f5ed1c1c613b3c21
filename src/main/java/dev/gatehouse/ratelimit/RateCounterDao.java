package dev.gatehouse.ratelimit;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The counters: of each the newest tries, as many as its quota. Lists name them column by column.
 */
@RegisterConstructorMapper(FullCounter.class)
interface RateCounterDao {
  /**
   * Counts a try in each of them but those that are full and not exempt. What it returns is the
   * verdict: the names of the limits that had room. Rows are locked in the order given, which has
   * to be the same everywhere.
   */
  @SqlQuery(
      """
      insert into rate_counter as c (name, subject, quota, tries, full_until, expires_at)
      select name, subject, quota, array[cast(:now as timestamptz)],
        (array[cast(:now as timestamptz)])[quota] + make_interval(secs => seconds),
        cast(:now as timestamptz) + make_interval(secs => seconds)
      from unnest(:names, :subjects, :quotas, :seconds) as tried (name, subject, quota, seconds)
      on conflict (name, subject) do update set
        quota = excluded.quota,
        tries = trim_array(
          excluded.tries || c.tries, greatest(0, cardinality(c.tries) + 1 - excluded.quota)),
        full_until = (excluded.tries || c.tries)[excluded.quota]
          + (excluded.expires_at - excluded.tries[1]),
        expires_at = excluded.expires_at
      where c.full_until is null or c.full_until <= excluded.tries[1] or c.name = any(:exempt)
      returning c.name
      """)
  List<String> count(
      List<String> names,
      List<String> subjects,
      List<Integer> quotas,
      List<Integer> seconds,
      List<String> exempt,
      Instant now);

  /**
   * One turn for each subject, in the order given, until the transaction ends. A lock on the row
   * would not do: the first to be counted has none yet.
   */
  @SqlQuery(
      """
      select count(pg_advisory_xact_lock(hashtextextended(subject, 0)))
      from unnest(:subjects) as subject
      """)
  int awaitTurn(List<String> subjects);

  /** Those of them that have no room. Index: the primary key. */
  @SqlQuery(
      """
      select name, subject, full_until from rate_counter
      where (name, subject) in (select * from unnest(:names, :subjects)) and full_until > :now
      """)
  List<FullCounter> listFull(List<String> names, List<String> subjects, Instant now);

  /** Notes that it is told that the limit is reached; 0 if it was told in that window before. */
  @SqlUpdate(
      """
      update rate_counter set told_until = cast(:now as timestamptz) + make_interval(secs => :seconds)
      where name = :name and subject = :subject and (told_until is null or told_until <= :now)
      """)
  int markTold(String name, String subject, int seconds, Instant now);

  @SqlUpdate("delete from rate_counter where name = :name and subject = :subject")
  void delete(String name, String subject);

  /** Deletes a few that hold nothing any more. Index: rate_counter_expires_at. */
  @SqlUpdate(
      """
      with old as materialized (
        select name, subject from rate_counter where expires_at <= :now
        order by expires_at limit :most for update skip locked)
      delete from rate_counter using old
      where rate_counter.name = old.name and rate_counter.subject = old.subject
      """)
  int sweep(Instant now, int most);
}
