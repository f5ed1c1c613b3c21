package dev.gatehouse.clients;

import static dev.gatehouse.clients.ApiKeyMapper.COLUMNS;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.database.RowReader;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.RoleMapper;
import dev.gatehouse.users.User;
import dev.gatehouse.users.UserMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Keys. Whoever changes one has locked its owner. */
@RegisterRowMapper(ApiKeyMapper.class)
@RegisterConstructorMapper(DueKey.class)
interface ApiKeyDao {
  String DUE =
      "id, user_id, service_account_id, name, prefix, created_at, expires_at, life_seconds, told";

  /** The owner of a live key; runs once for every request with a key. Index: api_key_digest_key. */
  static PreparedQuery<KeyOwner> owner(Database database) {
    return database.read(
        "select "
            + UserMapper.COLUMNS
            + ", "
            + RoleMapper.permissionsOf(
                "coalesce(u.is_admin, a.is_admin)", "coalesce(u.roles, a.roles)")
            + """
            , k.id, a.id, coalesce(u.is_admin, a.is_admin), k.scopes, k.networks,
            k.expires_at, coalesce(u.roles, a.roles),
            exists (
              select from api_key_network n
              where n.key_id = k.id and n.network = any (:networks) and n.is_allowed)
            from api_key k
            left join app_user u on u.id = k.user_id
            left join service_account a on a.id = k.service_account_id
            where k.digest = any (:digests) and (k.expires_at is null or k.expires_at > :now)
              and coalesce(u.is_active, a.is_active)
            """,
        row -> {
          int next = UserMapper.WIDTH;
          Optional<User> user =
              row.getObject(1) == null ? Optional.empty() : Optional.of(UserMapper.read(row));
          boolean isAdmin = row.getBoolean(next + 4);
          return new KeyOwner(
              row.getLong(next + 2),
              user,
              user.map(User::id).orElse(row.getLong(next + 3)),
              new HeldPermissions(
                  isAdmin,
                  Set.copyOf(RowReader.texts(row, next + 1)),
                  Optional.of(Set.copyOf(RowReader.texts(row, next + 5)))),
              new GivenRoles(isAdmin, RowReader.texts(row, next + 8)),
              RowReader.texts(row, next + 6),
              Optional.ofNullable(RowReader.instantIfAny(row, next + 7)),
              row.getBoolean(next + 9));
        });
  }

  /**
   * The account of a live token, and what it holds; runs once for every request with such a token.
   * Without a key the parameter is 0.
   */
  static PreparedQuery<TokenAccount> accountOfToken(Database database) {
    return database.read(
        "select "
            + RoleMapper.permissionsOf("a.is_admin", "a.roles")
            + """
            , a.id, a.is_admin, a.roles, k.id, k.scopes, k.networks
            from service_account a
            left join api_key k on k.id = :keyId and k.service_account_id = a.id
              and (k.expires_at is null or k.expires_at > :now)
            where a.id = :accountId and a.is_active and (:keyId = 0 or k.id is not null)
              and (a.tokens_from is null or a.tokens_from < :start)
              and not exists (select from revoked_token r where r.id = :tokenId)
            """,
        row -> {
          boolean isAdmin = row.getBoolean(3);
          return new TokenAccount(
              row.getLong(2),
              Optional.ofNullable(row.getObject(5, Long.class)),
              new HeldPermissions(
                  isAdmin,
                  Set.copyOf(RowReader.texts(row, 1)),
                  RowReader.textsIfAny(row, 6).map(Set::copyOf)),
              new GivenRoles(isAdmin, RowReader.texts(row, 4)),
              RowReader.texts(row, 7));
        });
  }

  /** A live key. Index: api_key_digest_key. */
  @SqlQuery(
      """
      select id, user_id, service_account_id as account_id from api_key
      where digest = any (:digests) and (expires_at is null or expires_at > :now)
      """)
  @RegisterConstructorMapper(OwnedKey.class)
  Optional<OwnedKey> findByDigest(List<String> digests, Instant now);

  /** The live keys of an owner. Indexes: api_key_by_user, api_key_by_account. */
  @SqlQuery(
      "select "
          + COLUMNS
          + """
           from api_key
          where (user_id = :userId or service_account_id = :accountId)
            and (expires_at is null or expires_at > :now)
          order by id
          """)
  List<ApiKey> list(@Nullable Long userId, @Nullable Long accountId, Instant now);

  default List<ApiKey> list(Actor owner, Instant now) {
    return list(owner.personId().orElse(null), owner.serviceAccountId().orElse(null), now);
  }

  @SqlQuery(
      """
      insert into api_key (user_id, service_account_id, digest, name, prefix, scopes, networks,
        created_at, expires_at, life_seconds)
      values (:userId, :accountId, under_ring(:epoch, cast(:digest as text)), :name, :prefix, :scopes, :networks, :now, :expiresAt,
        cast(extract(epoch from cast(:expiresAt as timestamptz) - :now) as bigint))
      returning\s"""
          + COLUMNS)
  ApiKey insert(
      @Nullable Long userId,
      @Nullable Long accountId,
      String digest,
      long epoch,
      String name,
      String prefix,
      List<String> scopes,
      List<String> networks,
      Instant now,
      @Nullable Instant expiresAt);

  @SqlQuery(
      """
      update api_key set name = :name, scopes = :scopes, networks = :networks
      where id = :id
      returning\s"""
          + COLUMNS)
  ApiKey update(long id, String name, List<String> scopes, List<String> networks);

  /** Ends a key at that time, unless it ends earlier, and sets the stage of its notices. */
  @SqlUpdate("update api_key set expires_at = least(expires_at, :at), told = :told where id = :id")
  void endAt(long id, Instant at, int told);

  /**
   * Some keys at a stage of their notices that expire until then, behind one key, in the order of
   * their ends. Index: api_key_untold.
   */
  @SqlQuery(
      "select "
          + DUE
          + """
           from api_key
          where told = :told and (expires_at, id) > (:after, :afterId) and expires_at <= :until
          order by expires_at, id limit :most
          """)
  List<DueKey> due(int told, Instant after, long afterId, Instant until, int most);

  /** Locks a key, unless it is at another stage by now. */
  @SqlQuery("select " + DUE + " from api_key where id = :id and told = :told for no key update")
  Optional<DueKey> lockDue(long id, int told);

  @SqlUpdate("update api_key set told = :told where id = :id")
  void setTold(long id, int told);

  @SqlQuery("select coalesce(max(id), 0) from api_key")
  long newest();

  /** Some ids, ascending. Index: api_key_pkey. */
  @SqlQuery("select id from api_key where id > :after and id <= :newest order by id limit :most")
  List<Long> listIds(long after, long newest, int most);

  @SqlQuery(
      """
      delete from api_key where id = any (:ids)
      returning id, user_id, service_account_id as account_id
      """)
  @RegisterConstructorMapper(OwnedKey.class)
  List<OwnedKey> deleteSome(List<Long> ids);

  @SqlUpdate("delete from api_key where id = :id")
  int delete(long id);

  /** Ends all keys of a user and returns their ids. Index: api_key_by_user. */
  @SqlQuery("delete from api_key where user_id = :userId returning id")
  List<Long> deleteOfUser(long userId);

  /** Ends all keys of a service account and returns their ids. Index: api_key_by_account. */
  @SqlQuery("delete from api_key where service_account_id = :accountId returning id")
  List<Long> deleteOfAccount(long accountId);

  @SqlUpdate("update api_key set last_used_at = :now, last_used_ip = :ip where id = :id")
  void noteUse(long id, Instant now, String ip);

  /**
   * Remembers a network of a key, unless there are too many of them.
   *
   * @return 1 if it is new
   */
  @SqlUpdate(
      """
      insert into api_key_network (key_id, network, is_allowed)
      select k.id, :network, :isAllowed from api_key k
      where k.id = :keyId and (
        select count(*) from (
          select from api_key_network n
          where n.key_id = :keyId and n.is_allowed = :isAllowed limit :most) as known) < :most
      for key share of k
      on conflict do nothing
      """)
  int rememberNetwork(long keyId, String network, boolean isAllowed, int most);

  /** Index: api_key_expires_at. */
  @SqlUpdate(
      """
      delete from api_key where id = any (array(
        select id from api_key where expires_at <= :before limit :most for update skip locked))
      """)
  int deleteExpired(Instant before, int most);
}
