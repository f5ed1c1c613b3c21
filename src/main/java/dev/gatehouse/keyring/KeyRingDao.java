package dev.gatehouse.keyring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The key ring, a few rows, and the digest by which earlier releases check their secret. */
@RegisterConstructorMapper(WrappedKey.class)
@RegisterConstructorMapper(RingState.class)
interface KeyRingDao {
  /** The keys, the current one first, then the newest. */
  @SqlQuery(
      """
      select id, is_current, encode(wrapped, 'hex') as wrapped,
        encode(wrapped_under, 'hex') as wrapped_under, epoch
      from key_ring
      order by is_current desc, created_at desc, id
      """)
  List<WrappedKey> list();

  /** Lets nobody else write either, a node of an earlier release included, until the commit. */
  @SqlUpdate("lock table key_ring, secret_check in exclusive mode")
  void lock();

  @SqlUpdate(
      """
      insert into key_ring (id, is_current, wrapped, wrapped_under, epoch, created_at)
      values (:id, :isCurrent, decode(:wrapped, 'hex'), decode(:wrappedUnder, 'hex'), :epoch, :now)
      """)
  void insert(@BindMethods WrappedKey key, Instant now);

  @SqlUpdate(
      """
      update key_ring
      set is_current = :isCurrent, wrapped = decode(:wrapped, 'hex'),
        wrapped_under = decode(:wrappedUnder, 'hex')
      where id = :id
      """)
  void rewrap(@BindMethods WrappedKey key);

  @SqlUpdate("delete from key_ring where epoch < :epoch")
  void deleteBefore(long epoch);

  @SqlQuery(
      """
      select version, array(select encode(secret, 'hex') from unnest(distrusted) as secret) as distrusted
      from key_ring_state
      """)
  RingState state();

  /** Tells the nodes that the ring has changed. */
  @SqlUpdate("update key_ring_state set version = version + 1")
  void changed();

  /** Lets nothing be stored any more that was made before that epoch. */
  @SqlUpdate("update key_ring_state set fence = greatest(fence, :epoch)")
  void raiseFence(long epoch);

  @SqlUpdate(
      """
      update key_ring_state set distrusted = distrusted || decode(:secret, 'hex')
      where decode(:secret, 'hex') <> all (distrusted)
      """)
  void distrust(String secret);

  /** Whether a digest is stored; the table may not exist yet. */
  default boolean isInUse() {
    return hasSecretCheck() && findSecretCheck().isPresent();
  }

  @SqlQuery("select to_regclass('secret_check') is not null")
  boolean hasSecretCheck();

  @SqlQuery("select digest from secret_check")
  Optional<byte[]> findSecretCheck();

  /** Stores a digest that no secret has, so that earlier releases refuse to start. */
  @SqlUpdate(
      """
      insert into secret_check (digest) values ('')
      on conflict (only_row) do update set digest = excluded.digest
      """)
  void shutOutEarlierReleases();
}
