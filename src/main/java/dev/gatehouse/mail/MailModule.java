package dev.gatehouse.mail;

import dev.gatehouse.jobs.JobQueue;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.MailType;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.ratelimit.RateLimiter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

public final class MailModule implements Feature {
  private final MailTemplates templates = new MailTemplates();
  private final Mailer mailer;
  private final MailDelivery delivery;
  private final MailEnabledRule enabledRule;
  private final ReencryptedMails reencrypted;

  /**
   * Wires the mail.
   *
   * @param appName the service's name in mails
   * @param publicUrl the prefix of links
   * @param isLive whether a link's token can still be used
   * @param folder where mails are written if no SMTP server is configured; without either none is
   *     sent
   */
  public MailModule(
      MailConfig config,
      String appName,
      String publicUrl,
      Optional<Path> folder,
      Predicate<String> isLive,
      DerivedKeys keys,
      JobQueue jobs,
      RateLimiter limiter,
      Database database,
      Clock clock) {
    MailDao dao = database.dao(MailDao.class);
    MailEncryption encryption = new MailEncryption(templates, keys);
    Sender sender = Sender.of(config.from(), appName, publicUrl);
    Optional<Outbox> outbox = outbox(config, sender, publicUrl, folder);
    this.enabledRule = new MailEnabledRule(outbox.isEmpty());
    this.reencrypted = new ReencryptedMails(dao, encryption);
    this.mailer =
        new Mailer(
            templates,
            type -> outbox.isPresent() && config.notices().wants(type),
            sender.domain(),
            jobs,
            dao,
            encryption,
            limiter,
            clock);
    this.delivery =
        new MailDelivery(
            dao,
            encryption,
            new MailRenderer(templates, sender, appName, new MailLinks(config, publicUrl)),
            outbox.orElse(MailModule::nowhere),
            isLive,
            clock);
  }

  public Mailer mailer() {
    return mailer;
  }

  /** Adds the types of all features, before the service starts. */
  public void addTypes(List<MailType> types) {
    templates.add(types);
  }

  @Override
  public List<KeyUse> keyUses() {
    return List.of(MailKeyUse.values());
  }

  @Override
  public List<RekeyStep> rekeySteps() {
    return List.of(reencrypted);
  }

  @Override
  public List<MailType> mailTypes() {
    return List.of(AccountMail.values());
  }

  @Override
  public List<AccessRule> accessRules() {
    return List.of(enabledRule);
  }

  @Override
  public List<JobHandler<?>> jobHandlers() {
    return List.of(delivery);
  }

  private static Optional<Outbox> outbox(
      MailConfig config, Sender sender, String publicUrl, Optional<Path> folder) {
    SecretString smtp = config.smtpUrl();
    if (smtp == null) {
      return folder.map(FileOutbox::new);
    }
    String ehlo = config.ehlo() == null ? sender.ehlo(publicUrl) : config.ehlo();
    return Optional.of(
        new SmtpOutbox(SmtpServer.of(smtp), sender, ehlo, SmtpServer.Timeouts.USUAL));
  }

  /** For mails queued before the server was removed from the configuration. */
  private static void nowhere(RenderedMail mail) throws DeliveryException {
    throw DeliveryException.unreachable("APP_SMTP_URL is not set");
  }
}
