package dev.gatehouse.users;

import dev.gatehouse.jobs.JobQueue;
import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.PermanentJobException;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.RowsById;
import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.Encryptor;
import dev.gatehouse.platform.security.KeyUse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accepts password reset requests. Each enqueues one job, which looks up the account, so that
 * neither the response nor its time reveals whether the address has one.
 */
final class ResetRequests implements JobHandler<ResetRequests.Asked>, RekeyStep.ById {
  private static final JobType<Asked> TYPE = new JobType<>("account.reset", Asked.class);

  /** Short, because anyone can send requests. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** Few enough to be gone through in one statement. */
  private static final int JOBS = 500;

  private final Accounts accounts;
  private final LinkMailer links;
  private final JobQueue jobs;
  private final Encryptor encryptor;

  ResetRequests(Accounts accounts, LinkMailer links, JobQueue jobs, Encryptor encryptor) {
    this.accounts = accounts;
    this.links = links;
    this.jobs = jobs;
    this.encryptor = encryptor;
  }

  /**
   * The payload of the job.
   *
   * @param address encrypted, because a job is kept after it has run
   */
  record Asked(String address) {}

  void ask(String email) {
    long epoch = encryptor.epoch();
    byte[] encrypted = encryptor.encrypt(email.getBytes(StandardCharsets.UTF_8), TYPE.name());
    jobs.enqueueEncrypted(TYPE, new Asked(Base64Url.encode(encrypted)), epoch);
  }

  @Override
  public JobType<Asked> type() {
    return TYPE;
  }

  @Override
  public Duration retention(Duration usual) {
    return KEPT;
  }

  @Override
  public String name() {
    return "reset_requests";
  }

  @Override
  public String outcome() {
    return "reset requests encrypted anew";
  }

  @Override
  public Set<KeyUse> uses() {
    return Set.of(UserKeyUse.RESET_REQUEST);
  }

  @Override
  public long newestId() {
    return jobs.newest();
  }

  @Override
  public Part next(RowsById rows, Rekeying rekeying) {
    long last = Math.min(rows.after() + JOBS, rows.newest());
    return rows.done(JOBS, jobs.replace(TYPE, rows.after(), last, this::renew));
  }

  private Optional<Asked> renew(Asked asked) {
    return Base64Url.decode(asked.address())
        .flatMap(address -> encryptor.renew(address, TYPE.name()))
        .map(address -> new Asked(Base64Url.encode(address)));
  }

  @Override
  public @Nullable Object run(Asked asked, JobContext run) {
    String email =
        Base64Url.decode(asked.address())
            .flatMap(bytes -> encryptor.decrypt(bytes, TYPE.name()))
            .map(address -> new String(address, StandardCharsets.UTF_8))
            .orElseThrow(() -> new PermanentJobException("It was requested under another secret"));
    run.run(() -> accounts.findByEmail(email).filter(User::isActive).ifPresent(links::reset));
    return null;
  }
}
