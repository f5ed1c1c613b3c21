package dev.gatehouse.mail;

import dev.gatehouse.jobs.JobAbandoned;
import dev.gatehouse.jobs.JobFault;
import dev.gatehouse.jobs.JobHandler;
import dev.gatehouse.jobs.JobRun;
import dev.gatehouse.jobs.JobType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The job that delivers one mail. */
final class MailDelivery implements JobHandler<MailDelivery.Queued> {
  static final JobType<Queued> TYPE = new JobType<>("mail.send", Queued.class);

  /** More than a day of them, at a minute each, which is the longest wait between two. */
  private static final int ATTEMPTS = 2000;

  /** A server takes only so many connections from one client. */
  private static final int CONNECTIONS = 4;

  private final MailDao dao;
  private final Seal seal;
  private final Composer composer;
  private final Outbox outbox;

  MailDelivery(MailDao dao, Seal seal, Composer composer, Outbox outbox) {
    this.dao = dao;
    this.seal = seal;
    this.composer = composer;
    this.outbox = outbox;
  }

  /** What the job is told; the mail itself lies apart, as it goes with its user. */
  record Queued(String messageId) {}

  @Override
  public JobType<Queued> type() {
    return TYPE;
  }

  @Override
  public int atOnce(int half) {
    return Math.min(half, CONNECTIONS);
  }

  @Override
  public int attempts(int usual) {
    return Math.max(usual, ATTEMPTS);
  }

  @Override
  public @Nullable Object run(Queued queued, JobRun run) {
    Optional<Mail> mail = dao.find(run.jobId());
    if (mail.isPresent()) {
      Message message =
          seal.open(mail.get())
              .orElseThrow(() -> new JobAbandoned("the mail was queued under another secret"));
      deliver(composer.compose(message, mail.get()));
      run.run(() -> dao.delete(run.jobId()));
    }
    return null;
  }

  private void deliver(Envelope envelope) {
    try {
      outbox.deliver(envelope);
    } catch (Undelivered e) {
      String why = String.valueOf(e.getMessage());
      throw e.isForGood() ? new JobAbandoned(why) : new JobFault(why);
    }
  }
}
