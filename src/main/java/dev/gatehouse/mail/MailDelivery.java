package dev.gatehouse.mail;

import dev.gatehouse.jobs.LeaseLostException;
import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.PermanentJobException;
import dev.gatehouse.platform.RetryableJobException;
import dev.gatehouse.platform.database.DatabaseFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The job that delivers one mail. */
final class MailDelivery implements JobHandler<MailDelivery.Queued> {
  static final JobType<Queued> TYPE = new JobType<>("mail.send", Queued.class);

  private static final Duration LONGEST_REFUSAL = Duration.ofDays(2);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Mail servers limit the connections per client. */
  private static final int CONNECTIONS = 4;

  /** Short, because there are many and a delivered one shows little. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final MailDao dao;
  private final MailEncryption encryption;
  private final MailRenderer renderer;
  private final Outbox outbox;
  private final Predicate<String> isLive;
  private final Clock clock;

  MailDelivery(
      MailDao dao,
      MailEncryption encryption,
      MailRenderer renderer,
      Outbox outbox,
      Predicate<String> isLive,
      Clock clock) {
    this.dao = dao;
    this.encryption = encryption;
    this.renderer = renderer;
    this.outbox = outbox;
    this.isLive = isLive;
    this.clock = clock;
  }

  /** The payload. The mail itself is stored apart, because it is deleted with its owner. */
  record Queued(String messageId) {}

  /**
   * The result if the mail was not sent because it had become useless.
   *
   * @param dropped the reason
   */
  record Dropped(String dropped) {}

  @Override
  public JobType<Queued> type() {
    return TYPE;
  }

  @Override
  public int concurrency(int half) {
    return Math.min(half, CONNECTIONS);
  }

  /** Limited by time instead. */
  @Override
  public int maxAttempts(int usual) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration retention(Duration usual) {
    return KEPT;
  }

  @Override
  public @Nullable Object run(Queued queued, JobContext context) {
    try {
      return send(context);
    } catch (DeliveryException e) {
      resetRefusals(context);
      String why = String.valueOf(e.getMessage());
      throw switch (e.verdict()) {
        case UNREACHABLE -> new RetryableJobException(why);
        case REFUSED -> afterRefusal(why, null, context);
        case FINAL -> new PermanentJobException(why);
      };
    } catch (PermanentJobException | LeaseLostException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      if (DatabaseFailures.isUnavailable(e)) {
        throw e;
      }
      // a bug: retry, because a new release may fix it
      resetRefusals(context);
      throw afterRefusal(e.getClass().getSimpleName(), e, context);
    }
  }

  private @Nullable Object send(JobContext context) throws DeliveryException {
    Optional<QueuedMail> mail = dao.find(context.jobId());
    if (mail.isEmpty()) {
      return new Dropped("its owner is gone");
    }
    MailRequest request =
        encryption
            .decrypt(mail.get())
            .orElseThrow(
                () -> new PermanentJobException("the mail was queued under another secret"));
    boolean isUseful = request.token().map(isLive::test).orElse(true);
    if (isUseful) {
      outbox.deliver(renderer.render(request, mail.get()));
    }
    context.run(() -> dao.delete(context.jobId()));
    return isUseful ? null : new Dropped("its link is void or has expired");
  }

  /** A new mail, or one retried by an administrator, gets the full time. */
  private void resetRefusals(JobContext context) {
    if (context.attempt() == 1) {
      context.run(() -> dao.forgetRefusals(context.jobId()));
    }
  }

  /** Waits as long as the mail has been refused so far. */
  private RuntimeException afterRefusal(String why, @Nullable Throwable cause, JobContext context) {
    Instant now = clock.instant();
    Duration refused =
        context
            .inTransaction(() -> dao.refused(context.jobId(), now))
            .map(since -> Duration.between(since, now))
            .orElse(Duration.ZERO);
    if (refused.compareTo(LONGEST_REFUSAL) >= 0) {
      return new PermanentJobException(why + " (for two days)", cause);
    }
    Duration wait = refused.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : refused;
    return new RetryableJobException(why, cause, wait);
  }
}
