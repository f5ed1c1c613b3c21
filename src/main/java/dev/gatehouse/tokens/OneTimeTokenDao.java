package dev.gatehouse.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The one-time tokens, by the digests of their texts. */
@RegisterConstructorMapper(LiveToken.class)
interface OneTimeTokenDao {
  @SqlUpdate(
      """
      insert into one_time_token (digest, user_id, purpose, new_email, session_id, expires_at)
      values (:digest, :userId, :purpose, :newEmail, cast(:sessionId as uuid), :expiresAt)
      """)
  void insert(
      byte[] digest,
      long userId,
      String purpose,
      @Nullable String newEmail,
      @Nullable UUID sessionId,
      Instant expiresAt);

  /**
   * Deletes a user's oldest tokens of a purpose beyond the limit. Index: one_time_token_by_user.
   */
  @SqlUpdate(
      """
      delete from one_time_token where id in (
        select id from one_time_token where user_id = :userId and purpose = :purpose
        order by id desc offset :most)
      """)
  void trim(long userId, String purpose, int most);

  @SqlQuery(
      """
      select id, user_id, purpose, new_email, session_id
      from one_time_token where digest = :digest and expires_at > :now
      """)
  Optional<LiveToken> find(byte[] digest, Instant now);

  /** Deletes no row if it was used, voided or has expired. */
  @SqlUpdate("delete from one_time_token where id = :id and expires_at > :now")
  int use(long id, Instant now);

  @SqlUpdate("delete from one_time_token where user_id = :userId and purpose = :purpose")
  void deleteOfPurpose(long userId, String purpose);

  @SqlUpdate("delete from one_time_token where user_id = :userId")
  void deleteAll(long userId);

  @SqlQuery("select coalesce(max(id), 0) from one_time_token")
  long newest();

  /** Some ids, ascending. Index: one_time_token_pkey. */
  @SqlQuery(
      """
      select id from one_time_token where id > :after and id <= :newest order by id limit :most
      """)
  List<Long> listIds(long after, long newest, int most);

  @SqlUpdate("delete from one_time_token where id = any (:ids)")
  int deleteSome(List<Long> ids);

  /** Deletes some expired tokens. Index: one_time_token_expires_at. */
  @SqlUpdate(
      """
      delete from one_time_token where id = any (array(
        select id from one_time_token where expires_at <= :now
        order by expires_at limit 1000 for update skip locked))
      """)
  int deleteExpired(Instant now);
}
