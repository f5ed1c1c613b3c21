package dev.gatehouse.nodes;

import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The running nodes, a handful of rows, by the database's clock. */
interface NodeDao {
  @SqlUpdate(
      """
      insert into node (id, seen_at, knows)
      values (:id, clock_timestamp(), cast(:knows as jsonb))
      on conflict (id) do update set seen_at = excluded.seen_at, knows = excluded.knows
      """)
  void beat(UUID id, String knows);

  @SqlUpdate("delete from node where id = :id")
  void delete(UUID id);

  @SqlUpdate(
      """
      delete from node where id = any (array(
        select id from node where seen_at < clock_timestamp() - interval '1 day'
        for update skip locked))
      """)
  void deleteLost();

  /** How many live nodes do not know that version yet. */
  @SqlQuery(
      """
      select count(*) from node
      where seen_at > clock_timestamp() - make_interval(secs => :silenceSeconds)
        and coalesce(cast(knows ->> :name as bigint), 0) < :version
      """)
  int countBehind(String name, long version, long silenceSeconds);
}
