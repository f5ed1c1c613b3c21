package dev.gatehouse.tokens;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The access tokens without a session that were revoked. Read where callers are authenticated. */
interface RevokedTokenDao {
  @SqlUpdate(
      """
      insert into revoked_token (id, expires_at) values (:id, :expiresAt)
      on conflict do nothing
      """)
  int insert(UUID id, Instant expiresAt);

  /** Deletes some that have expired. Index: revoked_token_expires_at. */
  @SqlUpdate(
      """
      delete from revoked_token where id = any (array(
        select id from revoked_token where expires_at <= :now
        order by expires_at limit 1000 for update skip locked))
      """)
  int deleteExpired(Instant now);
}
