package dev.gatehouse.oauth2;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The assertions that were used and have not expired. */
interface UsedAssertionDao {
  /**
   * Uses an assertion up.
   *
   * @return 0 if it was used before, or the account is gone or disabled
   */
  @SqlUpdate(
      """
      insert into used_assertion (service_account_id, digest, expires_at)
      select a.id, :digest, :expiresAt from service_account a where a.id = :accountId and a.is_active
      for key share of a
      on conflict do nothing
      """)
  int insert(long accountId, byte[] digest, Instant expiresAt);

  /** Deletes some that have expired. Index: used_assertion_expires_at. */
  @SqlUpdate(
      """
      delete from used_assertion where (service_account_id, digest) in (
        select service_account_id, digest from used_assertion where expires_at <= :now
        order by expires_at limit 1000 for update skip locked)
      """)
  int deleteExpired(Instant now);
}
