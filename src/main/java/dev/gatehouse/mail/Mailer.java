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
   * Queues a mail with a link. To be called in a transaction.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests} if the mailbox has
   *     had its share
   */
  public void queue(Message message) {
    // a mailbox that was full can have room in the moment after
    while (isSent.test(message.letter()) && !queueIfRoom(message)) {
      demandRoom(message.to().address());
    }
  }

  /**
   * Looks whether a mail with a link could go to that address; counts nothing.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code too_many_requests}
   */
  public void demandRoom(String address) {
    limiter.demandRoom(limiter.counter(Limit.MAIL_PER_MAILBOX, address));
  }

  /**
   * Queues any mail, for callers that must not tell whether the mailbox has had its share.
   *
   * @return whether the mail was queued
   */
  public boolean queueIfRoom(Message message) {
    if (!isSent.test(message.letter()) || !limiter.admits(counter(message))) {
      return false;
    }
    String messageId = UUID.randomUUID() + "@" + domain;
    long jobId = jobs.enqueue(MailDelivery.TYPE, new MailDelivery.Queued(messageId));
    dao.insert(
        jobId, message.to().userId(), messageId, seal.seal(message, messageId), clock.instant());
    return true;
  }

  /**
   * Whether a notice that was not queued is the first that its mailbox had no room for, since it
   * had room.
   */
  public boolean isFirstTooMany(Message notice) {
    return isSent.test(notice.letter()) && limiter.isNews(counter(notice));
  }

  private Counter counter(Message message) {
    String address = message.to().address();
    Letter letter = message.letter();
    return letter.isNotice()
        ? limiter.counter(Limit.NOTICE_PER_MAILBOX, address + '\n' + letter)
        : limiter.counter(Limit.MAIL_PER_MAILBOX, address);
  }
}
