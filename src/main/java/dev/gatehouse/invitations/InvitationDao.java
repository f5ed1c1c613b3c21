package dev.gatehouse.invitations;

import static dev.gatehouse.invitations.InvitationMapper.COLUMNS;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.security.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The invitations; whatever has expired is not there. */
@RegisterRowMapper(InvitationMapper.class)
interface InvitationDao {
  /**
   * Whether the token has that digest. Indexes: invitation_digest_key,
   * invitation_account_digest_key.
   */
  String HAS_TOKEN = "(digest = :digest or (account_digest = :digest and invited_by is null))";

  @SqlQuery(
      """
      insert into invitation (email, roles, invited_by, digest, invited_by_account, account_digest,
        created_at, expires_at)
      values (:email, :roles, :personId, :digest, :accountId, :accountDigest, :now, :expiresAt)
      returning\s"""
          + COLUMNS)
  Invitation insert(
      String email,
      List<String> roles,
      @Nullable Long personId,
      byte @Nullable [] digest,
      @Nullable Long accountId,
      byte @Nullable [] accountDigest,
      Instant now,
      Instant expiresAt);

  default Invitation insert(
      String email,
      List<String> roles,
      Actor inviter,
      byte[] digest,
      Instant now,
      Instant expiresAt) {
    boolean isPerson = inviter.personId().isPresent();
    return insert(
        email,
        roles,
        inviter.personId().orElse(null),
        isPerson ? digest : null,
        inviter.serviceAccountId().orElse(null),
        isPerson ? null : digest,
        now,
        expiresAt);
  }

  @SqlQuery("select " + COLUMNS + " from invitation where id = :id and expires_at > :now")
  Optional<Invitation> find(long id, Instant now);

  @SqlQuery("select " + COLUMNS + " from invitation where " + HAS_TOKEN + " and expires_at > :now")
  Optional<Invitation> findByDigest(byte[] digest, Instant now);

  @SqlQuery(
      """
      update invitation set invited_by = :personId, digest = :digest,
        invited_by_account = :accountId, account_digest = :accountDigest, expires_at = :expiresAt
      where id = :id and expires_at > :now
      returning\s"""
          + COLUMNS)
  Optional<Invitation> renew(
      long id,
      @Nullable Long personId,
      byte @Nullable [] digest,
      @Nullable Long accountId,
      byte @Nullable [] accountDigest,
      Instant expiresAt,
      Instant now);

  /** Empty if it was accepted or withdrawn, or has expired. */
  default Optional<Invitation> renew(
      long id, Actor inviter, byte[] digest, Instant expiresAt, Instant now) {
    boolean isPerson = inviter.personId().isPresent();
    return renew(
        id,
        inviter.personId().orElse(null),
        isPerson ? digest : null,
        inviter.serviceAccountId().orElse(null),
        isPerson ? null : digest,
        expiresAt,
        now);
  }

  /** Deletes no row if it was accepted, withdrawn or renewed, or has expired. */
  @SqlUpdate("delete from invitation where id = :id and " + HAS_TOKEN + " and expires_at > :now")
  int use(long id, byte[] digest, Instant now);

  @SqlUpdate("delete from invitation where id = :id and expires_at > :now")
  int delete(long id, Instant now);

  /** Deletes all to an address. Index: invitation_by_email. */
  @SqlQuery(
      "delete from invitation where email = :email and expires_at > :now returning " + COLUMNS)
  List<Invitation> deleteTo(String email, Instant now);

  @SqlQuery("select coalesce(max(id), 0) from invitation")
  long newest();

  /** Some ids, ascending. Index: invitation_pkey. */
  @SqlQuery("select id from invitation where id > :after and id <= :newest order by id limit :most")
  List<Long> listIds(long after, long newest, int most);

  @SqlQuery("delete from invitation where id = any (:ids) returning " + COLUMNS)
  List<Invitation> deleteSome(List<Long> ids);

  /** Deletes some expired ones. Index: invitation_expires_at. */
  @SqlUpdate(
      """
      delete from invitation where id = any (array(
        select id from invitation where expires_at <= :now
        order by expires_at limit 1000 for update skip locked))
      """)
  int deleteExpired(Instant now);

  /** Pages of all invitations. Index: invitation_pkey. */
  static KeysetQuery<Invitation> pages(Database database) {
    return database.pages(COLUMNS, "invitation", InvitationMapper::read);
  }
}
