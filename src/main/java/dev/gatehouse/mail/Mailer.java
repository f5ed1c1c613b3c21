package dev.gatehouse.mail;

import dev.gatehouse.jobs.JobQueue;
import dev.gatehouse.ratelimit.Counter;
import dev.gatehouse.ratelimit.Limit;
import dev.gatehouse.ratelimit.RateLimiter;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Takes mails in. Everything joins the caller's transaction: if that is rolled back, the mail never
 * was, and does not count. Thread-safe.
 */
public final class Mailer {
  private final Predicate<Letter> isSent;
  private final String domain;
  private final JobQueue jobs;
  private final MailDao dao;
  private final Seal seal;
  private final RateLimiter limiter;
  private final Clock clock;

  /**
   * One for a sender.
   *
   * @param isSent whether such a letter leaves at all
   * @param domain of message ids
   */
  Mailer(
      Predicate<Letter> isSent,
      String domain,
      JobQueue jobs,
      MailDao dao,
      Seal seal,
      RateLimiter limiter,
      Clock clock) {
    this.isSent = isSent;
    this.domain = domain;
    this.jobs = jobs;
    this.dao = dao;
    this.seal = seal;
    this.limiter = limiter;
    this.clock = clock;
  }

  /**
   * Queues a mail, if such mails are sent at all. To be called in a transaction.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests} if the mailbox has
   *     had its share; never for a notice
   */
  public void queue(Message message) {
    // a mailbox that was full can have room in the moment after
    while (isSent.test(message.letter()) && !queueIfRoom(message)) {
      limiter.demandRoom(mailbox(message));
    }
  }

  /**
   * The same for callers that must not tell of it.
   *
   * @return whether the mail was queued
   */
  public boolean queueIfRoom(Message message) {
    Letter letter = message.letter();
    if (!isSent.test(letter) || !(letter.isNotice() || limiter.admits(mailbox(message)))) {
      return false;
    }
    String messageId = UUID.randomUUID() + "@" + domain;
    long jobId = jobs.enqueue(MailDelivery.TYPE, new MailDelivery.Queued(messageId));
    dao.insert(
        jobId, message.to().userId(), messageId, seal.seal(message, messageId), clock.instant());
    return true;
  }

  private Counter mailbox(Message message) {
    return limiter.counter(Limit.MAIL_PER_MAILBOX, message.to().address());
  }
}
