package dev.gatehouse.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The queued mails. */
@RegisterConstructorMapper(QueuedMail.class)
interface MailDao {
  @SqlUpdate(
      """
      insert into mail (job_id, user_id, service_account_id, message_id, content, created_at)
      values (:jobId, :userId, :accountId, :messageId, under_ring(:epoch, decode(:content, 'hex')),
        :createdAt)
      """)
  void insert(
      long jobId,
      @Nullable Long userId,
      @Nullable Long accountId,
      String messageId,
      String content,
      long epoch,
      Instant createdAt);

  @SqlQuery("select coalesce(max(job_id), 0) from mail")
  long newest();

  /** Locks some, in the order of their ids. Index: mail_pkey. */
  @SqlQuery(
      """
      select job_id, message_id, encode(content, 'hex') as content, created_at
      from mail where job_id > :after and job_id <= :newest
      order by job_id limit :most for no key update
      """)
  List<QueuedMail> lockSome(long after, long newest, int most);

  @SqlUpdate("update mail set content = decode(:content, 'hex') where job_id = :jobId")
  int replace(long jobId, String content);

  @SqlQuery(
      """
      select job_id, message_id, encode(content, 'hex') as content, created_at
      from mail where job_id = :jobId
      """)
  Optional<QueuedMail> find(long jobId);

  /**
   * Records that a server refused the mail.
   *
   * @return the time of the first refusal; empty if the mail was deleted with its owner
   */
  @SqlQuery(
      """
      update mail set refused_since = coalesce(refused_since, :now) where job_id = :jobId
      returning refused_since
      """)
  Optional<Instant> refused(long jobId, Instant now);

  @SqlUpdate(
      """
      update mail set refused_since = null
      where job_id = :jobId and refused_since is not null
      """)
  void forgetRefusals(long jobId);

  @SqlUpdate("delete from mail where job_id = :jobId")
  void delete(long jobId);
}
