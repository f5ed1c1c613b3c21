package dev.gatehouse.ratelimit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface KnownNetworkDao {
  @SqlQuery(
      """
      select exists (
        select 1 from known_network
        where user_id = :userId and network = any(:networks) and signed_in_at > :since)
      """)
  boolean exists(long userId, List<String> networks, Instant since);

  /**
   * Records a sign-in, unless one was recorded since {@code fresh}. The check comes first, because
   * even a conflict would lock the row, which is a write too. Returns the previous history if it
   * wrote.
   *
   * @param networks digests of the network under every key
   */
  @SqlQuery(
      """
      with put as (
        insert into known_network (user_id, network, signed_in_at)
        select :userId, :network, :now
        where not exists (
          select 1 from known_network
          where user_id = :userId and network = :network and signed_in_at > :fresh)
        on conflict (user_id, network) do update set signed_in_at = excluded.signed_in_at
        returning 1),
      lately as (
        select network from known_network where user_id = :userId and signed_in_at > :since)
      select case
        when exists (select 1 from lately where network = any(:networks)) then 'KNOWN'
        when exists (select 1 from lately) then 'NEW'
        else 'FIRST' end
      from put
      """)
  Optional<NetworkHistory> put(
      long userId,
      String network,
      List<String> networks,
      Instant now,
      Instant fresh,
      Instant since);

  @SqlUpdate("delete from known_network where user_id = :userId and signed_in_at <= :before")
  void deleteOlder(long userId, Instant before);

  /** Some users after that one who have networks, ascending. Index: known_network_pkey. */
  @SqlQuery(
      """
      select distinct user_id from known_network where user_id > :after order by user_id limit :most
      """)
  List<Long> listUsers(long after, int most);

  @SqlUpdate("delete from known_network where user_id = any (:users)")
  int deleteOf(List<Long> users);

  /** Scans the whole table. */
  @SqlUpdate(
      """
      with old as materialized (
        select user_id, network from known_network where signed_in_at <= :before
        limit 500 for update skip locked)
      delete from known_network using old
      where known_network.user_id = old.user_id and known_network.network = old.network
      """)
  int deleteOlder(Instant before);
}
