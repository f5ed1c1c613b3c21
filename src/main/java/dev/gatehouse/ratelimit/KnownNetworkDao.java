package dev.gatehouse.ratelimit;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The networks of completed sign-ins. */
interface KnownNetworkDao {
  @SqlQuery(
      """
      select exists (
        select 1 from known_network
        where user_id = :userId and network = any(:networks) and signed_in_at > :since)
      """)
  boolean exists(long userId, List<String> networks, Instant since);

  /**
   * Unless it has been written since {@code fresh}: a conflict would lock the row, which is a write
   * as well, so that it must not come to one.
   */
  @SqlUpdate(
      """
      insert into known_network (user_id, network, signed_in_at)
      select :userId, :network, :now
      where not exists (
        select 1 from known_network
        where user_id = :userId and network = :network and signed_in_at > :fresh)
      on conflict (user_id, network) do update set signed_in_at = excluded.signed_in_at
      """)
  int put(long userId, String network, Instant now, Instant fresh);

  @SqlUpdate("delete from known_network where user_id = :userId and signed_in_at <= :before")
  void deleteOlder(long userId, Instant before);

  /** Reads the whole table. */
  @SqlUpdate(
      """
      delete from known_network where (user_id, network) in (
        select user_id, network from known_network where signed_in_at <= :before
        limit 500 for update skip locked)
      """)
  int deleteOlder(Instant before);
}
