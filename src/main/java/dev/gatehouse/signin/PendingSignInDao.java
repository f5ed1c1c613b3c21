package dev.gatehouse.signin;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The sign-ins that await a code, by the digests of their tokens. */
@RegisterConstructorMapper(PendingSignIn.class)
interface PendingSignInDao {
  @SqlUpdate(
      """
      insert into mfa_token (digest, user_id, client_id, password_digest, scope, expires_at)
      values (:p.digest, :p.userId, :p.clientId, :p.credentialDigest, :p.scope, :expiresAt)
      """)
  void insert(@BindMethods("p") PendingSignIn pending, Instant expiresAt);

  @SqlQuery(
      """
      select digest, user_id, client_id, password_digest as credential_digest, scope
      from mfa_token
      where digest = :digest and wrong < :most and expires_at > :now
      """)
  Optional<PendingSignIn> find(byte[] digest, int most, Instant now);

  /** Updates no row if it has ended. */
  @SqlUpdate(
      """
      update mfa_token set wrong = wrong + 1
      where digest = :digest and wrong < :most and expires_at > :now
      """)
  int countWrong(byte[] digest, int most, Instant now);

  /** Deletes no row if it was used or has ended. */
  @SqlUpdate("delete from mfa_token where digest = :digest and wrong < :most and expires_at > :now")
  int use(byte[] digest, int most, Instant now);

  /** Deletes some expired ones. Index: mfa_token_expires_at. */
  @SqlUpdate(
      """
      delete from mfa_token where digest = any (array(
        select digest from mfa_token where expires_at <= :now
        order by expires_at limit 1000 for update skip locked))
      """)
  int deleteExpired(Instant now);
}
