package dev.gatehouse.tokens;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The signing keys, a handful of rows. Whoever changes them calls {@link #lock} first. */
@RegisterConstructorMapper(SigningKey.class)
@RegisterConstructorMapper(SigningState.class)
interface SigningKeyDao {
  @SqlQuery("select version, asymmetric_since, refuses_hs256 from signing_state")
  SigningState state();

  /** Lets one transaction at a time change the keys. */
  @SqlQuery("select version, asymmetric_since, refuses_hs256 from signing_state for update")
  SigningState lock();

  /** The newest first. */
  @SqlQuery(
      """
      select kid, algorithm, public_jwk, encode(private_key, 'hex') as private_key, version, created_at, signs_from,
        first_signed_at, last_signed_at, retired_at
      from signing_key order by created_at desc, version desc
      """)
  List<SigningKey> keys();

  /** Tells the nodes that the keys have changed. */
  @SqlUpdate("update signing_state set version = version + 1")
  void changed();

  @SqlUpdate(
      """
      insert into signing_key
        (kid, algorithm, public_jwk, private_key, version, created_at, signs_from)
      values (:k.kid, :k.algorithm, :k.publicJwk,
        under_ring(:epoch, decode(:k.privateKey, 'hex')), :k.version, :k.createdAt, :k.signsFrom)
      """)
  void insert(@BindMethods("k") SigningKey key, long epoch);

  @SqlUpdate("update signing_key set signs_from = :now where kid = :kid")
  void shorten(String kid, Instant now);

  /** Lets a key sign. Changes no row if it does already or is retired. */
  @SqlUpdate(
      """
      update signing_key set first_signed_at = :now, last_signed_at = :now
      where kid = :kid and first_signed_at is null and retired_at is null
      """)
  int begin(String kid, Instant now);

  @SqlUpdate(
      """
      update signing_state set asymmetric_since = :now, refuses_hs256 = refuses_hs256 or :fresh
      where asymmetric_since is null
      """)
  void beginAsymmetric(Instant now, boolean fresh);

  @SqlUpdate("update signing_state set refuses_hs256 = true")
  void refuseHs256();

  /** Marks a key as used, unless another node has just done so. */
  @SqlUpdate(
      "update signing_key set last_signed_at = :now where kid = :kid and last_signed_at < :before")
  void mark(String kid, Instant now, Instant before);

  @SqlUpdate(
      "update signing_key set retired_at = :now, private_key = null where kid = :kid and retired_at is null")
  int retire(String kid, Instant now);

  @SqlUpdate("delete from signing_key where kid = :kid")
  void delete(String kid);

  /** Whether somebody may hold an access token: each is of a session or of a service account. */
  @SqlQuery("select exists (select from session) or exists (select from service_account)")
  boolean mayHaveTokens();

  /** The sessions that got an access token in that time and are live. */
  @SqlQuery(
      """
      select count(*) from session
      where last_used_at >= :since and last_used_at <= :until and expires_at > :now
      """)
  long countRefreshed(Instant since, Instant until, Instant now);
}
