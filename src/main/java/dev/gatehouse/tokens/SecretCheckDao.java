package dev.gatehouse.tokens;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The digest that identifies the database's secret. */
interface SecretCheckDao {
  /** Whether a digest is stored; the table may not exist yet. */
  default boolean isInUse() {
    return hasTable() && find().isPresent();
  }

  @SqlQuery("select to_regclass('secret_check') is not null")
  boolean hasTable();

  @SqlQuery("select digest from secret_check")
  Optional<byte[]> find();

  @SqlUpdate("insert into secret_check (digest) values (:digest) on conflict do nothing")
  void insert(byte[] digest);
}
