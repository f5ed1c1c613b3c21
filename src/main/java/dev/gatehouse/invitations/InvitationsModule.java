package dev.gatehouse.invitations;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.PasswordPolicy;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.MailType;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.tokens.LinkTokens;
import dev.gatehouse.users.Invitees;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

public final class InvitationsModule implements Feature {
  private static final Duration SWEEPING = Duration.ofHours(1);

  private final InvitationService invitations;
  private final VoidedInvitations voided;

  public InvitationsModule(
      LiveInvitations live,
      Invitees invitees,
      PasswordPolicy policy,
      PasswordHasher hasher,
      Mailer mailer,
      AuditLog audit,
      Database database,
      Clock clock) {
    InvitationDao dao = database.dao(InvitationDao.class);
    this.voided = new VoidedInvitations(dao, audit);
    this.invitations =
        new InvitationService(
            dao,
            InvitationDao.pages(database),
            live,
            new LinkTokens(),
            invitees,
            policy,
            hasher,
            mailer,
            audit,
            database.transactions(),
            clock);
  }

  @Override
  public List<Object> resources() {
    return List.of(
        new InvitationsResource(invitations),
        new InvitedSignUpResource(invitations),
        new OwnInvitationResource(invitations));
  }

  @Override
  public List<RekeyStep> rekeySteps() {
    return List.of(voided);
  }

  @Override
  public List<MailType> mailTypes() {
    return List.of(InvitationMail.values());
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(new RecurringTask("invitations.sweep", SWEEPING, invitations::sweep));
  }
}
