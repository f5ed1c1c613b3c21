package dev.gatehouse.signin;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.database.RowReader;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.RoleMapper;
import dev.gatehouse.users.UserMapper;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Queries that join accounts, passwords and sessions. */
@RegisterConstructorMapper(Credential.class)
@RegisterConstructorMapper(LockedOwner.class)
interface SignInDao {
  @SqlQuery(
      """
      select u.id as user_id, u.is_active, u.email_verified, p.hash
      from app_user u join password p on p.user_id = u.id
      where u.email = :email
      """)
  Optional<Credential> findCredential(String email);

  /**
   * Locks an account if the address and hash still allow a sign-in, so that a change of either
   * comes wholly before or wholly after the new session. Both rows are locked, because after a wait
   * the server re-evaluates only rows that it locks.
   *
   * @param unverified whether the address need not be verified
   */
  @SqlQuery(
      """
      select u.email, u.mfa_enabled, u.email_verified, u.is_admin, u.roles
      from app_user u join password p on p.user_id = u.id
      where u.id = :userId and u.email = :email and u.is_active
        and (u.email_verified or :unverified) and p.hash = :hash
      for no key update of u, p
      """)
  Optional<LockedOwner> lock(long userId, String email, String hash, boolean unverified);

  /**
   * The same for a sign-in that awaits a code, by the SHA-256 of hash and address.
   *
   * @param afterEmail what else the digest covers, which is the scope
   */
  @SqlQuery(
      """
      select u.email, u.mfa_enabled, u.email_verified, u.is_admin, u.roles
      from app_user u join password p on p.user_id = u.id
      where u.id = :userId and u.is_active and (u.email_verified or :unverified)
        and u.mfa_enabled
        and sha256(convert_to(p.hash || chr(10) || u.email || :afterEmail, 'UTF8')) = :credentialDigest
      for no key update of u, p
      """)
  Optional<LockedOwner> lockPending(
      long userId, byte[] credentialDigest, String afterEmail, boolean unverified);

  @SqlQuery("select is_admin, roles as names from app_user where id = :userId")
  @RegisterConstructorMapper(GivenRoles.class)
  Optional<GivenRoles> rolesOf(long userId);

  /**
   * The user of a live session, and what the roles give; runs once for every request with a token.
   */
  static PreparedQuery<SignedIn> signedIn(Database database) {
    return database.read(
        "select "
            + UserMapper.COLUMNS
            + ", "
            + RoleMapper.permissionsOf("u.is_admin", "u.roles")
            + """
            , s.scope
            from session s join app_user u on u.id = s.user_id
            where s.id = :sessionId and s.user_id = :userId and s.expires_at > :now and u.is_active
            """,
        row ->
            new SignedIn(
                UserMapper.read(row),
                RowReader.texts(row, UserMapper.WIDTH + 1),
                RowReader.textsIfAny(row, UserMapper.WIDTH + 2)));
  }
}
