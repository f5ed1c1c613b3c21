package dev.gatehouse.sessions;

import static dev.gatehouse.sessions.SessionMapper.COLUMNS;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterRowMapper(SessionMapper.class)
interface SessionDao {
  /**
   * The generations of a session's replaced tokens, with their times. If the generation before the
   * current one is missing, the row was written by an older node that does not know {@code
   * replaced}; the times then belong to the generations up to that one. A session recovered by a
   * newer node can look the same if it has a single time, which then counts for both generations.
   */
  String HISTORY =
      """
      (select number, at, n from unnest(replaced, replaced_at) with ordinality as r(number, at, n)
        where generation - 1 = any (replaced) or cardinality(replaced) = 1 and cardinality(replaced_at) = 1
      union all
      select generation - 1 - cardinality(replaced_at) + cast(n as integer), at, n
        from unnest(replaced_at) with ordinality as r(at, n)
        where generation - 1 <> all (replaced)) as history
      """;

  /** Whether {@code :generation} was the last to be replaced, and not a moment ago. */
  String IS_RECOVERABLE =
      """
      (generation - 1 = any (replaced) or cardinality(replaced) = 1 and cardinality(replaced_at) = 1)
        and replaced[cardinality(replaced)] = :generation
        and replaced_at[cardinality(replaced_at)] <= :graceStart
      """;

  /** What follows an update that returns a session as {@code refreshed}. */
  String WITH_OWNER =
      ")\nselect r.*, "
          + RefreshedSessionMapper.OWNER
          + " from refreshed r join app_user u on u.id = r.user_id";

  @SqlUpdate(
      """
      insert into session (id, user_id, client_id, created_at, last_used_at, expires_at, ip, user_agent, scope, amr, key_epoch)
      values (:s.id, :s.userId, :s.clientId, :s.createdAt, :s.lastUsedAt, :s.expiresAt, :s.ip, :s.userAgent, :s.scope, :s.amr,
        under_ring(:keyEpoch, :keyEpoch))
      """)
  void insert(@BindMethods("s") Session session, long keyEpoch);

  /** Ends a user's oldest sessions beyond the limit. Index: session_by_user. */
  @SqlUpdate(
      """
      delete from session where id in (
        select id from session where user_id = :userId
        order by created_at desc, id desc offset :most)
      """)
  void trim(long userId, int most);

  /**
   * Validates and replaces a refresh token in one statement. The current one gets a successor; one
   * replaced after {@code graceStart} changes nothing; any other returns no row. Keeps the
   * generations replaced after {@code graceStart} and always the last one.
   */
  @SqlQuery(
      """
      with refreshed as (update session set
        generation = case when generation = :generation then generation + 1 else generation end,
        last_used_at = case when generation = :generation then :now else last_used_at end,
        expires_at = case when generation = :generation
          then least(:idleEnd, created_at + make_interval(secs => :longestSeconds)) else expires_at end,
        replaced = case when generation = :generation
          then array(select number from\s"""
          + HISTORY
          + """
              where at > :graceStart order by n, number) || cast(:generation as integer)
            else replaced end,
          replaced_at = case when generation = :generation
            then array(select at from\s"""
          + HISTORY
          + """
                where at > :graceStart order by n, number) || cast(:now as timestamptz)
              else replaced_at end
          where id = :id and expires_at > :now
            and (generation = :generation
              or exists (select from\s"""
          + HISTORY
          + """
                where number = :generation and at > :graceStart))
          returning\s"""
          + COLUMNS
          + WITH_OWNER)
  @RegisterRowMapper(RefreshedSessionMapper.class)
  Optional<RefreshedSession> refresh(
      UUID id,
      int generation,
      Instant now,
      Instant graceStart,
      Instant idleEnd,
      double longestSeconds);

  /** Blocks refreshes of a live session until the transaction ends. */
  @SqlQuery("select true from session where id = :id and expires_at > :now for no key update")
  Optional<Boolean> lock(UUID id, Instant now);

  /**
   * Replaces the last replaced token again by a new one. The current one, which was never used,
   * becomes void: it is stored as replaced long ago.
   */
  @SqlQuery(
      """
      with refreshed as (update session set
        generation = generation + 1,
        last_used_at = :now,
        expires_at = least(:idleEnd, created_at + make_interval(secs => :longestSeconds)),
        replaced = array[generation, :generation],
        replaced_at = array[cast('-infinity' as timestamptz), cast(:now as timestamptz)]
      where id = :id and expires_at > :now
        and\s"""
          + IS_RECOVERABLE
          + """

      returning\s"""
          + COLUMNS
          + WITH_OWNER)
  @RegisterRowMapper(RefreshedSessionMapper.class)
  Optional<RefreshedSession> recover(
      UUID id,
      int generation,
      Instant now,
      Instant graceStart,
      Instant idleEnd,
      double longestSeconds);

  /** The session, if a refresh by a token of that generation would succeed; changes nothing. */
  @SqlQuery(
      "select "
          + COLUMNS
          + """
           from session
          where id = :id and expires_at > :now
            and (generation = :generation
              or exists (select from\s"""
          + HISTORY
          + """
                where number = :generation and at > :graceStart)
              or\s"""
          + IS_RECOVERABLE
          + ")")
  Optional<Session> findByRefreshToken(UUID id, int generation, Instant now, Instant graceStart);

  /** Index: session_by_user. Returns at most as many rows as a user may have. */
  @SqlQuery(
      "select "
          + COLUMNS
          + " from session where user_id = :userId and expires_at > :now"
          + " order by created_at desc, id desc")
  List<Session> listOf(long userId, Instant now);

  @SqlQuery(
      "select exists (select 1 from session where id = :id and user_id = :userId and expires_at >"
          + " :now)")
  boolean isLive(UUID id, long userId, Instant now);

  /** Ends an unexpired session and returns its user. */
  @SqlQuery("delete from session where id = :id and expires_at > :now returning user_id")
  Optional<Long> deleteLive(UUID id, Instant now);

  @SqlUpdate("delete from session where id = :id and user_id = :userId")
  int delete(UUID id, long userId);

  /** Some ids after that one, ascending. Index: session_pkey. */
  @SqlQuery("select id from session where id > :after order by id limit :most")
  List<UUID> listIds(UUID after, int most);

  /** Deletes those that began under a root key of an earlier epoch. */
  @SqlUpdate("delete from session where id = any (:ids) and key_epoch < :epoch")
  int deleteBeforeEpoch(List<UUID> ids, long epoch);

  /** Index: session_expires_at. */
  @SqlUpdate(
      """
      delete from session where id = any (array(
        select id from session where expires_at <= :now
        order by expires_at limit 500 for update skip locked))
      """)
  int deleteExpired(Instant now);

  @SqlUpdate("delete from session where user_id = :userId")
  int deleteAll(long userId);

  @SqlUpdate("delete from session where user_id = :userId and id <> :kept")
  int deleteOthers(long userId, UUID kept);
}
