package dev.gatehouse.wishes;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.KeysetQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(Wish.class)
interface WishDao {
  String COLUMNS = "id, user_id, product_id, created_at";

  /** Keeps the product from being deleted until the transaction ends. */
  @SqlQuery("select name from product where id = :productId and is_active for key share")
  Optional<String> productName(long productId);

  /** Lets one transaction at a time count a user's wishes and add one. */
  @SqlQuery("select id from app_user where id = :userId for no key update")
  Optional<Long> lockOwner(long userId);

  @SqlQuery("select count(*) from wish where user_id = :userId")
  int count(long userId);

  @SqlQuery("select " + COLUMNS + " from wish where id = :id and user_id = :userId")
  Optional<Wish> find(long id, long userId);

  /** Empty if the user has this wish. */
  @SqlQuery(
      """
      insert into wish (user_id, product_id, created_at, tell_from)
      values (:userId, :productId, :now, :now)
      on conflict on constraint wish_user_id_product_id_key do nothing
      returning\s"""
          + COLUMNS)
  Optional<Wish> insert(long userId, long productId, Instant now);

  @SqlUpdate("delete from wish where id = :id and user_id = :userId")
  int delete(long id, long userId);

  /** Deletes some of the wishes that are older. */
  @SqlUpdate(
      """
      delete from wish where id = any (array(
        select id from wish where created_at < :before limit 1000 for update skip locked))
      """)
  int deleteOlder(Instant before);

  /** The last of the next wishes whose owners are not told; {@code after} if there is none. */
  @SqlQuery(
      """
      select coalesce(max(id), :after) from (
        select id from wish where id > :after and tell_from is not null order by id limit 1000
      ) portion
      """)
  long endOfPortion(long after);

  /** Marks those of the portion that have come true, so that each owner is told once. */
  @SqlQuery(
      """
      update wish set tell_from = null where id in (
        select w.id from wish w join product p on p.id = w.product_id
        where w.id > :after and w.id <= :end and w.tell_from <= :now and p.is_active and p.stock > 0
        for update of w skip locked for share of p skip locked
      )
      returning\s"""
          + COLUMNS)
  List<Wish> markTold(long after, long end, Instant now);

  @SqlUpdate("update wish set tell_from = :from where id = :id")
  void tellLater(long id, Instant from);

  /** Pages of one user's wishes. Index: wish_by_user. */
  static KeysetQuery<Wish> pages(Database database) {
    return database.pages(COLUMNS, "wish", WishDao::read);
  }

  private static Wish read(ResultSet row) throws SQLException {
    Instant createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
    return new Wish(
        row.getLong("id"), row.getLong("user_id"), row.getLong("product_id"), createdAt);
  }
}
