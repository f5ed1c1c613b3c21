package dev.gatehouse.roles;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.PreparedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterRowMapper(RoleMapper.class)
interface RoleDao {
  String COLUMNS = "id, name, description, permissions, version, created_at, updated_at";

  /** The built-in roles, which are no rows, and the others. */
  String ALL =
      """
      (select id, name, description, permissions, version, created_at, updated_at from role
      union all values
        (-2, 'admin', 'Every permission, also those that later releases add', '{}'::text[], 1, null::timestamptz, null::timestamptz),
        (-1, 'member', 'What everybody may do', '{}'::text[], 1, null::timestamptz, null::timestamptz)) as r\
      """;

  /** Pages of all roles. A service has few of them. */
  static KeysetQuery<Role> pages(Database database) {
    return database.pages(COLUMNS, ALL, RoleMapper::read);
  }

  static PreparedQuery<Role> byName(Database database) {
    return database.read(
        "select " + COLUMNS + " from " + ALL + " where name = :name", RoleMapper::read);
  }

  /** Keeps these from being changed or deleted. Always in the same order. */
  @SqlQuery("select " + COLUMNS + " from role where name = any (:names) order by name for share")
  List<Role> share(List<String> names);

  /** Locks these for a change of one of them. Always in the same order. */
  @SqlQuery("select " + COLUMNS + " from role where name = any (:names) order by name for update")
  List<Role> lock(List<String> names);

  /** Empty if the name is taken. */
  @SqlQuery(
      """
      insert into role (name, description, permissions, created_at, updated_at)
      values (:name, :description, :permissions, :now, :now)
      on conflict on constraint role_name_key do nothing
      returning\s"""
          + COLUMNS)
  Optional<Role> insert(String name, String description, List<String> permissions, Instant now);

  @SqlQuery(
      """
      update role set
        description = :description, permissions = :permissions, version = version + 1, updated_at = :now
      where id = :id
      returning\s"""
          + COLUMNS)
  Role update(long id, String description, List<String> permissions, Instant now);

  @SqlUpdate("delete from role where id = :id")
  void delete(long id);
}
