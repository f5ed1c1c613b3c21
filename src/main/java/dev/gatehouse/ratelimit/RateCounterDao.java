package dev.gatehouse.ratelimit;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The counters, each with its newest attempts up to its quota. Lists are parallel columns. */
@RegisterConstructorMapper(FullCounter.class)
interface RateCounterDao {
  /**
   * Counts an attempt in every counter that has room or is exempt, and returns the names of those
   * limits. Locks rows in the given order, which must be the same everywhere.
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
   * Takes a lock per subject, in the given order, until the transaction ends. A row lock is not
   * enough: the first attempt has no row yet.
   */
  @SqlQuery(
      """
      select count(pg_advisory_xact_lock(hashtextextended(subject, 0)))
      from unnest(:subjects) as subject
      """)
  int awaitTurn(List<String> subjects);

  /** The counters that are full. Index: the primary key. */
  @SqlQuery(
      """
      select name, subject, full_until from rate_counter
      where (name, subject) in (select * from unnest(:names, :subjects)) and full_until > :now
      """)
  List<FullCounter> listFull(List<String> names, List<String> subjects, Instant now);

  /** Marks the limit as reported; 0 if it was already reported in this window. */
  @SqlUpdate(
      """
      update rate_counter set told_until = cast(:now as timestamptz) + make_interval(secs => :seconds)
      where name = :name and subject = :subject and (told_until is null or told_until <= :now)
      """)
  int markTold(String name, String subject, int seconds, Instant now);

  @SqlUpdate("delete from rate_counter where name = :name and subject = :subject")
  void delete(String name, String subject);

  /** Deletes some expired counters. Index: rate_counter_expires_at. */
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
