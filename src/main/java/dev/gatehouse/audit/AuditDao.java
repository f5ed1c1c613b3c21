package dev.gatehouse.audit;

import static dev.gatehouse.audit.AuditEntryMapper.COLUMNS;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.KeysetQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The trail and its checkpoints. */
@RegisterRowMapper(AuditEntryMapper.class)
@RegisterConstructorMapper(ChainHead.class)
@RegisterConstructorMapper(ChainCheckpoint.class)
@RegisterConstructorMapper(RetiredKey.class)
@RegisterConstructorMapper(ErasedEntry.class)
interface AuditDao {
  /** Matches the increment of the sequence. */
  int ID_BLOCK = 64;

  /** Reserves a block of ids and returns the first. */
  @SqlQuery("select nextval('audit_entry_id')")
  long takeIds();

  @SqlUpdate(
      """
      insert into audit_entry (id, at, actor_id, service_account_id, actor_key_id, action, target_type, target_id, request_id,
        ip, user_agent, origin_salt, origin_digest, detail, detail_salt, detail_digest, mac)
      values (:e.id, :e.at, :e.userId, :e.serviceAccountId, :e.actorKeyId, :e.action, :e.targetType, :e.targetId, :e.requestId,
        :e.ip, :e.userAgent, decode(:e.originSalt, 'hex'), decode(:e.originDigest, 'hex'),
        cast(:e.detail as json), decode(:e.detailSalt, 'hex'), decode(:e.detailDigest, 'hex'),
        under_ring(:epoch, decode(:e.mac, 'hex')))
      """)
  void insert(@BindMethods("e") AuditEntry entry, long epoch);

  /** Locks out chaining and pruning until the transaction ends. */
  @SqlQuery("select 1 from pg_advisory_xact_lock(7235411408)")
  int lock();

  /** {@link #lock} without waiting; false if another transaction holds it. */
  @SqlQuery("select pg_try_advisory_xact_lock(7235411408)")
  boolean tryLock();

  /** Index: audit_entry_number. */
  @SqlQuery("select exists (select 1 from audit_entry where number is null)")
  boolean hasUnchained();

  /**
   * The oldest unchained entries. Index: audit_entry_number, which only its own order makes sure
   * of: by id alone the planner may walk the primary key, and the whole trail if all is chained.
   */
  @SqlQuery(
      "select "
          + COLUMNS
          + " from audit_entry where number is null order by number, id limit :most")
  List<AuditEntry> listUnchained(int most);

  @SqlUpdate(
      """
      update audit_entry e set number = l.number, seal = decode(l.seal, 'hex')
      from unnest(cast(:ids as bigint[]), cast(:numbers as bigint[]), cast(:seals as text[]))
        as l(id, number, seal)
      where e.id = l.id and e.number is null
      """)
  void chain(List<Long> ids, List<Long> numbers, List<String> seals);

  /** The newest chained entry. Index: audit_entry_number. */
  @SqlQuery(
      """
      select number, encode(seal, 'hex') as seal from audit_entry
      where number is not null order by number desc, id desc limit 1
      """)
  Optional<ChainHead> findLast();

  /** Chained entries after the given one, oldest first. Index: audit_entry_number. */
  @SqlQuery(
      "select "
          + COLUMNS
          + " from audit_entry where (number, id) > (:number, :id)"
          + " order by number, id limit :most")
  List<AuditEntry> listChained(long number, long id, int most);

  /** Unchained entries after the given id. Index: audit_entry_number. */
  @SqlQuery(
      "select "
          + COLUMNS
          + " from audit_entry where number is null and id > :id order by number, id limit :most")
  List<AuditEntry> listUnchained(long id, int most);

  @SqlQuery(
      """
      select name, number, encode(seal, 'hex') as seal, encode(mac, 'hex') as mac
      from audit_bound where name = :name
      """)
  Optional<ChainCheckpoint> findCheckpoint(String name);

  @SqlUpdate(
      """
      insert into audit_bound (name, number, seal, mac)
      values (:b.name, :b.number, decode(:b.seal, 'hex'), under_ring(:epoch, decode(:b.mac, 'hex')))
      on conflict (name) do update set number = excluded.number, seal = excluded.seal, mac = excluded.mac
      """)
  void putCheckpoint(@BindMethods("b") ChainCheckpoint bound, long epoch);

  /** Index: audit_entry_number. */
  @SqlUpdate("delete from audit_entry where number <= :number")
  int prune(long number);

  /** Those of the given users that were deleted. Index: audit_entry_target. */
  @SqlQuery(
      """
      select distinct target_id from audit_entry
      where target_type = 'user' and target_id = any(:ids) and action = 'user.deleted'
      """)
  List<String> listDeleted(List<String> ids);

  /** Erases origin and detail of entries whose actor is the user. Index: audit_entry_actor. */
  @SqlUpdate(
      """
      update audit_entry set ip = null, user_agent = null, origin_salt = null, detail = null,
        detail_salt = null, erasure = under_ring(:epoch, decode(:erasure, 'hex'))
      where id in (
        select id from audit_entry
        where actor_id = :userId and (origin_salt is not null or detail_salt is not null)
          and not (action = 'user.deleted' and target_type = 'user' and target_id = :target)
        limit :most)
      """)
  int eraseOfActor(long userId, String target, String erasure, long epoch, int most);

  /** Erases the detail of entries whose target is the user. Index: audit_entry_target. */
  @SqlUpdate(
      """
      update audit_entry set detail = null, detail_salt = null, erasure = under_ring(:epoch, decode(:erasure, 'hex'))
      where id in (
        select id from audit_entry
        where target_type = 'user' and target_id = :target and detail_salt is not null
          and action <> 'user.deleted'
        limit :most)
      """)
  int eraseOfTarget(String target, String erasure, long epoch, int most);

  @SqlQuery("select coalesce(max(id), 0) from audit_entry")
  long newestId();

  /** The erased ones among entries with such ids. */
  @SqlQuery(
      """
      select id, cast(actor_id as text) as actor_id,
        case when target_type = 'user' then target_id end as target_user,
        encode(erasure, 'hex') as erasure
      from audit_entry where id > :after and id <= :last and erasure is not null
      """)
  List<ErasedEntry> listErased(long after, long last);

  @SqlUpdate(
      """
      update audit_entry e set erasure = decode(n.erasure, 'hex')
      from unnest(cast(:ids as bigint[]), cast(:erasures as text[])) as n(id, erasure)
      where e.id = n.id
      """)
  void renewErasures(List<Long> ids, List<String> erasures);

  /** The first entry that is not chained yet. Index: audit_entry_number. */
  @SqlQuery("select id from audit_entry where number is null order by number, id limit 1")
  Optional<Long> findOldestUnchained();

  /** The parts of the trail under replaced keys, the first one first. */
  @SqlQuery(
      """
      select number, encode(seal, 'hex') as seal, encode(keys, 'hex') as keys
      from audit_retired_key order by number
      """)
  List<RetiredKey> listRetired();

  @SqlUpdate(
      """
      insert into audit_retired_key (number, seal, keys, retired_at)
      values (:k.number, decode(:k.seal, 'hex'), decode(:k.keys, 'hex'), :now)
      on conflict do nothing
      """)
  void insertRetired(@BindMethods("k") RetiredKey part, Instant now);

  @SqlUpdate("update audit_retired_key set keys = decode(:k.keys, 'hex') where number = :k.number")
  void updateRetired(@BindMethods("k") RetiredKey part);

  /** Forgets the parts that were pruned. */
  @SqlUpdate("delete from audit_retired_key where number <= :number")
  void pruneRetired(long number);

  /**
   * Indexes, depending on the filters: audit_entry_actor, audit_entry_account, audit_entry_target,
   * audit_entry_action and audit_entry_at.
   */
  static KeysetQuery<AuditEntry> pages(Database database) {
    return database.pages(COLUMNS, "audit_entry", AuditEntryMapper::read);
  }
}
