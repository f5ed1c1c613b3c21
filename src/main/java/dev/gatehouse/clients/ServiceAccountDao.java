package dev.gatehouse.clients;

import static dev.gatehouse.clients.ServiceAccountMapper.COLUMNS;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.database.RowReader;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.RoleMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

@RegisterRowMapper(ServiceAccountMapper.class)
interface ServiceAccountDao {
  /** Index: service_account_pkey. */
  static KeysetQuery<ServiceAccount> pages(Database database) {
    return database.pages(COLUMNS, "service_account", ServiceAccountMapper::read);
  }

  static PreparedQuery<ServiceAccount> byId(Database database) {
    return database.read(
        "select " + COLUMNS + " from service_account where id = :id", ServiceAccountMapper::read);
  }

  /** An active account as a client, and what it holds. */
  static PreparedQuery<RegisteredClient> active(Database database) {
    return database.read(
        "select "
            + RoleMapper.permissionsOf("a.is_admin", "a.roles")
            + ", a.id, a.is_admin, a.roles, a.jwks"
            + " from service_account a where a.id = :id and a.is_active",
        row -> {
          boolean isAdmin = row.getBoolean(3);
          return new RegisteredClient(
              row.getString(5),
              new ProvenAccount(
                  row.getLong(2),
                  Optional.empty(),
                  new HeldPermissions(isAdmin, Set.copyOf(RowReader.texts(row, 1))),
                  new GivenRoles(isAdmin, RowReader.texts(row, 4)),
                  Optional.empty()));
        });
  }

  /** Keeps the account from being changed. */
  @SqlQuery("select " + COLUMNS + " from service_account where id = :id for share")
  Optional<ServiceAccount> share(long id);

  /** Locks accounts for a change of one of them. Always in the same order. */
  @SqlQuery(
      "select "
          + COLUMNS
          + " from service_account where id = any (:ids) order by id for no key update")
  List<ServiceAccount> lock(List<Long> ids);

  /**
   * Locks an account and some others that have a role, in the order of ids. One that has just lost
   * the role may be among them. Indexes: service_account_pkey, service_account_roles.
   */
  @SqlQuery(
      "select "
          + COLUMNS
          + """
           from service_account
          where id = :id or id = any (array(
            select h.id from service_account h
            where h.roles @> array[:role]::text[] and h.id <> :id
            order by h.id limit :limit))
          order by id for no key update
          """)
  List<ServiceAccount> lockWithSomeOfRole(long id, String role, int limit);

  /** Index: service_account_roles. */
  @SqlQuery("select count(*) from service_account where roles @> array[:role]::text[]")
  long countWithRole(String role);

  @SqlUpdate(
      """
      update service_account set
        roles = array_remove(roles, :role), version = version + 1, updated_at = :now
      where id = any (:ids)
      """)
  void removeRole(List<Long> ids, String role, Instant now);

  /** Empty if the name is taken. */
  @SqlQuery(
      """
      insert into service_account (name, description, is_admin, roles, contact_email, is_active,
        jwks, created_at, updated_at)
      values (:name, :description, :roles.isAdmin, :roles.names, :contactEmail, true, cast(:jwks as json),
        :now, :now)
      on conflict on constraint service_account_name_key do nothing
      returning\s"""
          + COLUMNS)
  Optional<ServiceAccount> insert(
      String name,
      String description,
      @BindMethods("roles") GivenRoles roles,
      @Nullable String contactEmail,
      String jwks,
      Instant now);

  @SqlQuery(
      """
      update service_account set
        name = :name, description = :description, is_admin = :roles.isAdmin,
        roles = :roles.names,
        contact_email = :contactEmail, is_active = :isActive, jwks = cast(:jwks as json),
        tokens_from = case when is_active and not :isActive then :now else tokens_from end,
        version = version + 1, updated_at = :now
      where id = :id
      returning\s"""
          + COLUMNS)
  ServiceAccount update(
      long id,
      String name,
      String description,
      @BindMethods("roles") GivenRoles roles,
      @Nullable String contactEmail,
      boolean isActive,
      String jwks,
      Instant now);

  @SqlQuery("select coalesce(max(id), 0) from service_account")
  long newest();

  /** Some ids, ascending. Index: service_account_pkey. */
  @SqlQuery(
      "select id from service_account where id > :after and id <= :newest order by id limit :most")
  List<Long> listIds(long after, long newest, int most);

  /** Ends the tokens that began until then. */
  @SqlUpdate("update service_account set tokens_from = :now where id = any (:ids)")
  int endTokens(List<Long> ids, Instant now);

  @SqlUpdate("delete from service_account where id = :id")
  void delete(long id);
}
