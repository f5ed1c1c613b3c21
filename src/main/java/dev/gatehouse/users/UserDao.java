package dev.gatehouse.users;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.PreparedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterRowMapper(UserMapper.class)
@RegisterConstructorMapper(UserDao.Unfolded.class)
interface UserDao {
  String COLUMNS = UserMapper.COLUMNS;

  /** The texts of a user whose search texts were folded otherwise. */
  record Unfolded(long id, String email, String fullName) {
    public String searchText() {
      return UserSearch.text(email, fullName);
    }

    public String searchWords() {
      return UserSearch.words(email, fullName);
    }
  }

  /** Empty if the address is taken. */
  @SqlQuery(
      """
      insert into app_user as u
        (email, full_name, is_active, is_admin, roles, email_verified, search_text, search_words, created_at, updated_at)
      values (:email, :fullName, :isActive, :isAdmin, :roles, :emailVerified, :searchText, :searchWords, :createdAt, :now)
      on conflict on constraint app_user_email_key do nothing
      returning\s"""
          + COLUMNS)
  Optional<User> insert(
      String email,
      String fullName,
      boolean isActive,
      boolean isAdmin,
      List<String> roles,
      boolean emailVerified,
      String searchText,
      String searchWords,
      Instant createdAt,
      Instant now);

  @SqlQuery("select not exists (select 1 from app_user)")
  boolean isEmpty();

  /** Pages of all accounts by id, with password hashes. Index: app_user_pkey. */
  static PreparedQuery<StoredAccount> withHashes(Database database) {
    return database.read(
        "select "
            + COLUMNS
            + """
            , p.hash
            from app_user u left join password p on p.user_id = u.id
            where u.id > :after
            order by u.id
            limit :rows
            """,
        row -> new StoredAccount(UserMapper.read(row), Optional.ofNullable(row.getString("hash"))));
  }

  static PreparedQuery<User> byId(Database database) {
    return database.read(
        "select " + COLUMNS + " from app_user u where u.id = :id", UserMapper::read);
  }

  @SqlQuery("select " + COLUMNS + " from app_user u where id = :id for no key update")
  Optional<User> findAndLock(long id);

  @SqlQuery("select " + COLUMNS + " from app_user u where id = :id for share")
  Optional<User> findAndShare(long id);

  @SqlQuery("select " + COLUMNS + " from app_user u where email = :email for no key update")
  Optional<User> findByEmailAndLock(String email);

  @SqlQuery("select " + COLUMNS + " from app_user u where email = :email")
  Optional<User> findByEmail(String email);

  /** How many active administrators there are, counted up to 1,000. Index: app_user_admin. */
  @SqlQuery(
      """
      select count(*) from (
        select from app_user where is_admin and is_active limit 1000) as counted
      """)
  int countAdministrators();

  /**
   * Locks every active administrator and two more, always in the same order, and returns the
   * former. Indexes: app_user_admin, app_user_pkey.
   */
  @SqlQuery(
      """
      with locked as (
        select id, is_admin and is_active as is_active_admin from app_user
        where (is_admin and is_active) or id = :one or id = :other
        order by id for no key update
      )
      select id from locked where is_active_admin
      """)
  List<Long> lockActiveAdminsAnd(long one, long other);

  /** Index: app_user_by_role. */
  @SqlQuery("select count(*) from app_user where roles @> array[:role]::text[] and roles <> '{}'")
  long countWithRole(String role);

  /**
   * Locks a user and some others who have a role, in the order of ids, as everybody locks. One who
   * has just lost the role may be among them. Indexes: app_user_pkey, app_user_by_role.
   */
  @SqlQuery(
      "select "
          + COLUMNS
          + """
           from app_user u
          where u.id = :id or u.id = any (array(
            select h.id from app_user h
            where h.roles @> array[:role]::text[] and h.roles <> '{}' and h.id <> :id
            order by h.id limit :limit))
          order by u.id for no key update
          """)
  List<User> lockWithSomeOfRole(long id, String role, int limit);

  @SqlUpdate(
      """
      update app_user set roles = array_remove(roles, :role), version = version + 1, updated_at = :now
      where id = any (:ids)
      """)
  void removeRole(List<Long> ids, String role, Instant now);

  @SqlQuery(
      """
      update app_user u set
        email = :user.email, full_name = :user.fullName, is_active = :user.isActive, is_admin = :user.isAdmin,
        roles = :user.roles, email_verified = :user.emailVerified, search_text = :searchText, search_words = :searchWords,
        version = u.version + 1, updated_at = :now
      where u.id = :user.id
      returning\s"""
          + COLUMNS)
  User update(@BindMethods("user") User user, String searchText, String searchWords, Instant now);

  /** Copies the state of the second factor. Increments the version, because the view changes. */
  @SqlUpdate(
      """
      update app_user u set mfa_enabled = :enabled, version = u.version + 1, updated_at = :now
      where u.id = :id and u.mfa_enabled <> :enabled
      """)
  void setMfaEnabled(long id, boolean enabled, Instant now);

  @SqlUpdate("delete from app_user u where id = :id")
  int delete(long id);

  /** Index: app_user_unfolded, whose condition this repeats. */
  @SqlQuery(
      """
      select id, email, full_name from app_user
      where octet_length(search_text) > char_length(search_text)
        and strpos(search_text, chr(917999)) = 0
      order by id limit 100
      for no key update skip locked
      """)
  List<Unfolded> lockUnfolded();

  @SqlBatch(
      """
      update app_user set search_text = :u.searchText, search_words = :u.searchWords
      where id = :u.id
      """)
  void refold(@BindMethods("u") List<Unfolded> users);

  /**
   * Indexes, depending on the order: app_user_pkey, app_user_created_at and app_user_email_key; on
   * the filters of {@link UserSearch}: app_user_inactive, app_user_any_admin, app_user_by_role and
   * app_user_search_*.
   */
  static KeysetQuery<User> pages(Database database) {
    return database.pages(COLUMNS, "app_user u", UserMapper::read);
  }
}
