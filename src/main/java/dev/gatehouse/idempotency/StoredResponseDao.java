package dev.gatehouse.idempotency;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The kept answers. Where a method has two statements they travel together. */
@RegisterRowMapper(KeyClaimMapper.class)
interface StoredResponseDao {
  /** Asks for a key by all its digests, and begins what can be undone without giving it back. */
  @SqlQuery(
      """
      select is_claimed, key, body_mac, answer
      from claim_idempotency_key(:keys, :locks, :now);
      savepoint work
      """)
  KeyClaim claim(List<String> keys, List<Long> locks, Instant now);

  /**
   * Keeps an answer for as long as the caller is there, and the user whom it shows; one who is
   * being deleted is waited for. What is replaced has expired.
   */
  String INSERT =
      """
      insert into kept_answer (key, user_id, shown_user_id, body_mac, answer, expires_at)
      select :key, cast(:userId as bigint), cast(:shownUserId as bigint), :bodyMac, :answer, :expiresAt
      where (:userId is null or exists (
          select from app_user where id = :userId for key share))
        and (:shownUserId is null or exists (
          select from app_user where id = :shownUserId for key share))
      on conflict (key) do update set
        user_id = excluded.user_id, shown_user_id = excluded.shown_user_id,
        body_mac = excluded.body_mac, answer = excluded.answer, expires_at = excluded.expires_at
      """;

  @SqlUpdate(INSERT)
  void insert(
      String key,
      @Nullable Long userId,
      @Nullable Long shownUserId,
      String bodyMac,
      byte[] answer,
      Instant expiresAt);

  /** The same once the work has been undone. */
  @SqlUpdate("rollback to savepoint work;\n" + INSERT)
  void undoAndInsert(
      String key,
      @Nullable Long userId,
      @Nullable Long shownUserId,
      String bodyMac,
      byte[] answer,
      Instant expiresAt);

  /** Index: kept_answer_expires_at. */
  @SqlUpdate(
      """
      delete from kept_answer where key = any (array(
        select key from kept_answer where expires_at <= :now
        order by expires_at limit :most for update skip locked))
      """)
  int deleteExpired(Instant now, int most);
}
