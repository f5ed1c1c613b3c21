package dev.gatehouse.invitations;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The invitations; whatever has expired is not there. */
@RegisterConstructorMapper(Invitation.class)
interface InvitationDao {
  String COLUMNS = "id, email, roles, invited_by, created_at, expires_at";

  @SqlQuery(
      """
      insert into invitation (email, roles, invited_by, digest, created_at, expires_at)
      values (:email, :roles, :invitedBy, :digest, :now, :expiresAt)
      returning\s"""
          + COLUMNS)
  Invitation insert(
      String email,
      List<String> roles,
      long invitedBy,
      byte[] digest,
      Instant now,
      Instant expiresAt);

  @SqlQuery("select " + COLUMNS + " from invitation where id = :id and expires_at > :now")
  Optional<Invitation> find(long id, Instant now);

  @SqlQuery("select " + COLUMNS + " from invitation where digest = :digest and expires_at > :now")
  Optional<Invitation> findByDigest(byte[] digest, Instant now);

  /** Empty if it was accepted or withdrawn, or has expired. */
  @SqlQuery(
      """
      update invitation set invited_by = :invitedBy, digest = :digest, expires_at = :expiresAt
      where id = :id and expires_at > :now
      returning\s"""
          + COLUMNS)
  Optional<Invitation> renew(
      long id, long invitedBy, byte[] digest, Instant expiresAt, Instant now);

  /** Deletes no row if it was accepted, withdrawn or renewed, or has expired. */
  @SqlUpdate("delete from invitation where id = :id and digest = :digest and expires_at > :now")
  int use(long id, byte[] digest, Instant now);

  @SqlUpdate("delete from invitation where id = :id and expires_at > :now")
  int delete(long id, Instant now);

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
    return database.pages(COLUMNS, "invitation", InvitationDao::read);
  }

  private static Invitation read(ResultSet row) throws SQLException {
    return new Invitation(
        row.getLong(1),
        row.getString(2),
        RowReader.texts(row, 3),
        row.getLong(4),
        RowReader.instant(row, 5),
        RowReader.instant(row, 6));
  }
}
