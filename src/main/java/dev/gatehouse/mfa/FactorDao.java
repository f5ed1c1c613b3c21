package dev.gatehouse.mfa;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(Factor.class)
interface FactorDao {
  /** Replaces a factor that is not on yet; returns 0 if one is on. */
  @SqlUpdate(
      """
      insert into totp (user_id, secret) values (:userId, under_ring(:epoch, :secret))
      on conflict (user_id) do update set secret = excluded.secret where not totp.is_on
      """)
  int put(long userId, byte[] secret, long epoch);

  /** The encrypted secret of a user's factor. */
  @SuppressWarnings("ArrayRecordComponent") // nothing compares them
  record Sealed(long userId, byte[] secret) {}

  @SqlQuery("select coalesce(max(user_id), 0) from totp")
  long newestUser();

  /** Locks some, in the order of their users. Index: totp_pkey. */
  @SqlQuery(
      """
      select user_id, secret from totp where user_id > :after and user_id <= :newest
      order by user_id limit :most for no key update
      """)
  @RegisterConstructorMapper(Sealed.class)
  List<Sealed> lockSome(long after, long newest, int most);

  @SqlUpdate("update totp set secret = :secret where user_id = :userId")
  int replaceSecret(long userId, byte[] secret);

  @SqlQuery("select secret, is_on, is_closed from totp where user_id = :userId")
  Optional<Factor> find(long userId);

  @SqlQuery("select secret, is_on, is_closed from totp where user_id = :userId for no key update")
  Optional<Factor> findAndLock(long userId);

  /** The caller must have locked it and seen that it is off. */
  @SqlUpdate("update totp set is_on = true, last_step = :step where user_id = :userId")
  void turnOn(long userId, long step);

  @SqlBatch("insert into recovery_code (user_id, digest) values (:userId, :digest)")
  void insertRecoveryCodes(long userId, List<byte[]> digest);

  /** Uses up a time step and all before it. */
  @SqlUpdate(
      """
      update totp set last_step = :step
      where user_id = :userId and is_on and not is_closed and last_step < :step
      """)
  int useStep(long userId, long step);

  @SqlUpdate("delete from recovery_code where user_id = :userId and digest = :digest")
  int useRecoveryCode(long userId, byte[] digest);

  @SqlQuery("select count(*) from recovery_code where user_id = :userId")
  int countRecoveryCodes(long userId);

  /** Counts a wrong code; returns whether it closed the factor. */
  @SqlQuery(
      """
      update totp set wrong_in_row = wrong_in_row + 1, is_closed = wrong_in_row + 1 >= :most
      where user_id = :userId and is_on and not is_closed
      returning is_closed
      """)
  Optional<Boolean> countWrong(long userId, int most);

  @SqlUpdate("update totp set wrong_in_row = 0 where user_id = :userId and wrong_in_row > 0")
  void forgetWrong(long userId);

  @SqlUpdate(
      "update totp set wrong_in_row = 0, is_closed = false where user_id = :userId and wrong_in_row"
          + " > 0")
  void reopen(long userId);

  /** Deletes the factor even if it is not on yet. */
  @SqlUpdate("delete from totp where user_id = :userId")
  int delete(long userId);

  @SqlUpdate("delete from totp where user_id = :userId and is_on")
  int deleteOn(long userId);
}
