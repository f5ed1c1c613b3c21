package dev.gatehouse.idempotency;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The stored responses. Methods with two statements send both in one round trip. */
@RegisterRowMapper(KeyClaimMapper.class)
interface StoredResponseDao {
  /**
   * Claims a key by all its digests and sets a savepoint, so that work can be undone without losing
   * the claim.
   */
  @SqlQuery(
      """
      select is_claimed, key, body_mac, answer
      from claim_idempotency_key(:keys, :locks, :now);
      savepoint work
      """)
  KeyClaim claim(List<String> keys, List<Long> locks, Instant now);

  /**
   * Stores a response unless its caller, or the user it shows, is gone; waits for a deletion in
   * progress. A row that it replaces has expired.
   */
  String INSERT =
      """
      insert into kept_answer (key, user_id, service_account_id, shown_user_id, body_mac, answer,
        expires_at, key_epoch)
      select :key, cast(:userId as bigint), cast(:accountId as bigint), cast(:shownUserId as bigint),
        :bodyMac, :answer, :expiresAt, under_ring(:keyEpoch, :keyEpoch)
      where (:userId is null or exists (
          select from app_user where id = :userId for key share))
        and (:accountId is null or exists (
          select from service_account where id = :accountId for key share))
        and (:shownUserId is null or exists (
          select from app_user where id = :shownUserId for key share))
      on conflict (key) do update set
        user_id = excluded.user_id, service_account_id = excluded.service_account_id,
        shown_user_id = excluded.shown_user_id,
        body_mac = excluded.body_mac, answer = excluded.answer, expires_at = excluded.expires_at,
        key_epoch = excluded.key_epoch
      """;

  @SqlUpdate(INSERT)
  void insert(
      String key,
      @Nullable Long userId,
      @Nullable Long accountId,
      @Nullable Long shownUserId,
      String bodyMac,
      byte[] answer,
      Instant expiresAt,
      long keyEpoch);

  /** Undoes the work, then inserts. */
  @SqlUpdate("rollback to savepoint work;\n" + INSERT)
  void undoAndInsert(
      String key,
      @Nullable Long userId,
      @Nullable Long accountId,
      @Nullable Long shownUserId,
      String bodyMac,
      byte[] answer,
      Instant expiresAt,
      long keyEpoch);

  /** Some keys after that one, ascending. Index: kept_answer_pkey. */
  @SqlQuery("select key from kept_answer where key > :after order by key limit :most")
  List<String> listKeys(String after, int most);

  /** Deletes those that were stored under a root key of an earlier epoch. */
  @SqlUpdate("delete from kept_answer where key = any (:keys) and key_epoch < :epoch")
  int deleteBeforeEpoch(List<String> keys, long epoch);

  /** Index: kept_answer_expires_at. */
  @SqlUpdate(
      """
      delete from kept_answer where key = any (array(
        select key from kept_answer where expires_at <= :now
        order by expires_at limit :most for update skip locked))
      """)
  int deleteExpired(Instant now, int most);
}
