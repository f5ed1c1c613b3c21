package dev.gatehouse.passwords;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface PasswordDao {
  @SqlQuery("select hash from password where user_id = :userId")
  Optional<String> find(long userId);

  @SqlUpdate(
      """
      insert into password (user_id, hash) values (:userId, :hash)
      on conflict (user_id) do update set hash = excluded.hash
      """)
  void put(long userId, String hash);

  /** Replaces the hash only if it is still the expected one. */
  @SqlUpdate("update password set hash = :hash where user_id = :userId and hash = :expected")
  int replace(long userId, String expected, String hash);
}
