package dev.gatehouse.mail;

import dev.gatehouse.jobs.JobContext;
import dev.gatehouse.jobs.JobHandler;
import dev.gatehouse.jobs.JobType;
import dev.gatehouse.jobs.LeaseLostException;
import dev.gatehouse.jobs.PermanentJobException;
import dev.gatehouse.jobs.RetryableJobException;
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

  /** A server limits how many connections it takes from one client. */
  private static final int CONNECTIONS = 4;

  /** Many are sent, and little is to be seen of one that has arrived. */
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

  /** What the job is told; the mail itself lies apart, as it goes with its user. */
  record Queued(String messageId) {}

  /**
   * The result of a job whose mail did not leave, as it was of no use any more.
   *
   * @param dropped why
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

  /** Time ends it, not a number. */
  @Override
  public int maxAttempts(int usual) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration retention(Duration usual) {
    return KEPT;
  }

  @Override
  public @Nullable Object run(Queued queued, JobContext run) {
    try {
      return send(run);
    } catch (DeliveryException e) {
      resetRefusals(run);
      String why = String.valueOf(e.getMessage());
      throw switch (e.verdict()) {
        case UNREACHABLE -> new RetryableJobException(why);
        case REFUSED -> afterRefusal(why, null, run);
        case FINAL -> new PermanentJobException(why);
      };
    } catch (PermanentJobException | LeaseLostException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      if (DatabaseFailures.isUnavailable(e)) {
        throw e;
      }
      // a bug, which only another release may put right
      resetRefusals(run);
      throw afterRefusal(e.getClass().getSimpleName(), e, run);
    }
  }

  private @Nullable Object send(JobContext run) throws DeliveryException {
    Optional<QueuedMail> mail = dao.find(run.jobId());
    if (mail.isEmpty()) {
      return new Dropped("its user is gone");
    }
    MailRequest request =
        encryption
            .decrypt(mail.get())
            .orElseThrow(
                () -> new PermanentJobException("the mail was queued under another secret"));
    boolean isOfUse = request.token().map(isLive::test).orElse(true);
    if (isOfUse) {
      outbox.deliver(renderer.render(request, mail.get()));
    }
    run.run(() -> dao.delete(run.jobId()));
    return isOfUse ? null : new Dropped("its link is void or has expired");
  }

  /** What is new, or was retried by hand, has its time from now on. */
  private void resetRefusals(JobContext run) {
    if (run.attempt() == 1) {
      run.run(() -> dao.forgetRefusals(run.jobId()));
    }
  }

  /** Waits as long again as it has been refused. */
  private RuntimeException afterRefusal(String why, @Nullable Throwable cause, JobContext run) {
    Instant now = clock.instant();
    Duration refused =
        run.inTransaction(() -> dao.refused(run.jobId(), now))
            .map(since -> Duration.between(since, now))
            .orElse(Duration.ZERO);
    if (refused.compareTo(LONGEST_REFUSAL) >= 0) {
      return new PermanentJobException(why + ", and that for two days", cause);
    }
    Duration wait = refused.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : refused;
    return new RetryableJobException(why, cause, wait);
  }
}
