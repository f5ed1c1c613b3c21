package dev.gatehouse.wishes;

import dev.gatehouse.mail.MailRequest;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.mail.Recipient;
import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.JobType;
import dev.gatehouse.users.User;
import dev.gatehouse.users.UserDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The job that tells a user of a product that is in stock. */
final class TellJob implements JobHandler<TellJob.Told> {
  static final JobType<Told> TYPE = new JobType<>("wish.tell", Told.class);

  private static final Duration LATER = Duration.ofHours(1);

  private final WishDao dao;
  private final UserDirectory users;
  private final Mailer mailer;
  private final Clock clock;

  TellJob(WishDao dao, UserDirectory users, Mailer mailer, Clock clock) {
    this.dao = dao;
    this.users = users;
    this.mailer = mailer;
    this.clock = clock;
  }

  record Told(long wishId, long userId, long productId) {
    static Told of(Wish wish) {
      return new Told(wish.id(), wish.userId(), wish.productId());
    }
  }

  @Override
  public JobType<Told> type() {
    return TYPE;
  }

  @Override
  public @Nullable Object run(Told told, JobContext context) {
    users
        .find(told.userId())
        .filter(user -> user.isActive() && user.emailVerified())
        .ifPresent(user -> context.run(() -> tell(user, told)));
    return null;
  }

  private void tell(User user, Told told) {
    Recipient owner = new Recipient(user.id(), user.email());
    boolean isDone =
        dao.productName(told.productId())
            .map(name -> new MailRequest(owner, WishMail.BACK_IN_STOCK, Map.of("product", name)))
            .map(mailer::queueIfRoom)
            .orElse(true);
    if (!isDone) {
      dao.tellLater(told.wishId(), clock.instant().plus(LATER));
    }
  }
}
