package dev.gatehouse.mail;

import dev.gatehouse.jobs.JobQueue;
import dev.gatehouse.platform.MailType;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.ratelimit.Counter;
import dev.gatehouse.ratelimit.Limit;
import dev.gatehouse.ratelimit.RateLimiter;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Queues mails. Joins the caller's transaction: if it is rolled back, the mail is neither sent nor
 * counted. Thread-safe.
 */
public final class Mailer {
  private final MailTemplates templates;
  private final Predicate<MailType> isSent;
  private final String domain;
  private final JobQueue jobs;
  private final MailDao dao;
  private final MailEncryption encryption;
  private final RateLimiter limiter;
  private final Clock clock;

  /**
   * Creates a mailer.
   *
   * @param templates of the types that may be queued
   * @param isSent whether mails of a type are sent at all
   * @param domain the domain of message ids
   */
  Mailer(
      MailTemplates templates,
      Predicate<MailType> isSent,
      String domain,
      JobQueue jobs,
      MailDao dao,
      MailEncryption encryption,
      RateLimiter limiter,
      Clock clock) {
    this.templates = templates;
    this.isSent = isSent;
    this.domain = domain;
    this.jobs = jobs;
    this.dao = dao;
    this.encryption = encryption;
    this.limiter = limiter;
    this.clock = clock;
  }

  /**
   * Queues a mail with a link. Call in a transaction.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests} if the mailbox is
   *     over its limit
   */
  public void queue(MailRequest request) {
    // the mailbox may have room again by the time of the second check
    while (isSent.test(request.letter()) && !queueIfRoom(request)) {
      requireRoom(request.to().address());
    }
  }

  /**
   * Checks that a mail with a link could be sent to the address, without counting one.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests}
   */
  public void requireRoom(String address) {
    limiter.requireRoom(limiter.counter(Limit.MAIL_PER_MAILBOX, address));
  }

  /**
   * Queues any mail: a notice, or one with a link for a caller that must not reveal whether the
   * mailbox is over its limit. Call in a transaction.
   *
   * @return whether the mail was queued; false if the mailbox is over its limit or mails of the
   *     type are not {@link #sends sent} at all
   */
  public boolean queueIfRoom(MailRequest request) {
    templates.requireFillable(request);
    if (!isSent.test(request.letter()) || !limiter.admits(counter(request))) {
      return false;
    }
    Actor owner = request.to().owner();
    String messageId = UUID.randomUUID() + "@" + domain;
    long jobId = jobs.enqueue(MailDelivery.TYPE, new MailDelivery.Queued(messageId));
    long epoch = encryption.epoch();
    dao.insert(
        jobId,
        owner.personId().orElse(null),
        owner.serviceAccountId().orElse(null),
        messageId,
        encryption.encrypt(request, messageId),
        epoch,
        clock.instant());
    return true;
  }

  /** Whether mails of a type are sent at all: mail is configured, and the type not switched off. */
  public boolean sends(MailType type) {
    return isSent.test(type);
  }

  /**
   * Whether a notice that was not queued is the first one over its mailbox's limit in this window.
   */
  public boolean isFirstOverLimit(MailRequest notice) {
    return isSent.test(notice.letter()) && limiter.isFirstInWindow(counter(notice));
  }

  private Counter counter(MailRequest request) {
    String address = request.to().address();
    MailType type = request.letter();
    return type.isNotice()
        ? limiter.counter(Limit.NOTICE_PER_MAILBOX, address + '\n' + type.name())
        : limiter.counter(Limit.MAIL_PER_MAILBOX, address);
  }
}
