package dev.gatehouse.invitations;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.mail.MailRequest;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.mail.Recipient;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.PasswordPolicy;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.KeysetOrder;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.tokens.LinkTokens;
import dev.gatehouse.users.InvitationOffer;
import dev.gatehouse.users.Invitees;
import dev.gatehouse.users.User;
import dev.gatehouse.users.UserCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends, withdraws and accepts invitations. */
final class InvitationService {
  private static final Duration LIFETIME = Duration.ofDays(7);

  private final InvitationDao dao;
  private final KeysetQuery<Invitation> pages;
  private final LiveInvitations live;
  private final LinkTokens tokens;
  private final Invitees invitees;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final Mailer mailer;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;

  InvitationService(
      InvitationDao dao,
      KeysetQuery<Invitation> pages,
      LiveInvitations live,
      LinkTokens tokens,
      Invitees invitees,
      PasswordPolicy policy,
      PasswordHasher hasher,
      Mailer mailer,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.pages = pages;
    this.live = live;
    this.tokens = tokens;
    this.invitees = invitees;
    this.policy = policy;
    this.hasher = hasher;
    this.mailer = mailer;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The invitations that can be accepted. */
  Page<Invitation> page(PageRequest page) {
    Filters filters = new Filters();
    // few rows do not match, because they are swept
    filters.addIndexed("expires_at > :now", "now", clock.instant());
    return new KeysetOrder<>(pages, null, Invitation::id, page.sort()).page(page, filters);
  }

  /**
   * Sends an invitation. Earlier ones to the same address stay as they are.
   *
   * @throws Failure {@code validation} if a role does not exist, {@code forbidden} beyond the bound
   *     of the caller, {@code too_many_requests} if the mailbox is over its limit
   */
  Invitation invite(Caller caller, NewInvitation form, RequestOrigin origin) {
    InvitationOffer offer = new InvitationOffer(form.email(), form.rolesOrNone(), caller.actor());
    return transactions.inTransaction(
        () -> {
          invitees.requireOfferable(caller, offer);
          String token = tokens.newText();
          Instant now = clock.instant();
          Invitation invitation =
              dao.insert(
                  offer.email(),
                  offer.roles(),
                  offer.invitedBy(),
                  digest(token),
                  now,
                  now.plus(LIFETIME));
          send(invitation, token);
          record(origin, InvitationAction.INVITATION_CREATED, invitation);
          return invitation;
        });
  }

  /**
   * Sends an invitation with a new link, which voids the old one, for as long as a new invitation.
   * The caller vouches for it from then on.
   *
   * @throws Failure {@code not_found}, {@code forbidden} beyond the bound of the caller, {@code
   *     too_many_requests} if the mailbox is over its limit
   */
  Invitation resend(Caller caller, long id, RequestOrigin origin) {
    return transactions.inTransaction(
        row(id),
        () -> {
          Invitation known = dao.find(id, clock.instant()).orElseThrow(Failure::notFound);
          invitees.requireRenewable(caller, known.offer());
          String token = tokens.newText();
          Instant now = clock.instant();
          Invitation invitation =
              dao.renew(id, caller.actor(), digest(token), now.plus(LIFETIME), now)
                  .orElseThrow(Failure::notFound);
          send(invitation, token);
          record(origin, InvitationAction.INVITATION_RESENT, invitation);
          return invitation;
        });
  }

  /**
   * Voids an invitation. There is no bound: whatever it offers, nobody gains by its end.
   *
   * @throws Failure {@code not_found}; {@code forbidden} if the caller has lost the permission
   *     meanwhile
   */
  void withdraw(Caller caller, long id, RequestOrigin origin) {
    transactions.run(
        row(id),
        () -> {
          invitees.requireInviter(caller);
          if (dao.delete(id, clock.instant()) == 0) {
            throw Failure.notFound();
          }
          audit.record(origin, InvitationAction.INVITATION_WITHDRAWN, Invitation.target(id));
        });
  }

  /**
   * Creates an account with the link of an invitation.
   *
   * @throws Failure {@code invalid_one_time_token}, which voids the link if the inviter may no
   *     longer make the offer; {@code email_taken} and {@code weak_password}, which keep the link
   */
  User signUp(InvitedSignUpForm form, RequestOrigin stranger) {
    Invitation invitation = get(form.token());
    requireStanding(invitation, form.token(), stranger);
    requireUnused(invitation, form.token());
    policy.requireStrong(form.password(), invitation.email());
    // of concurrent sign-ups with one address only one hashes a password; the others fail without
    return transactions.inTurn(
        Invitees.turn(invitation.email()), () -> addNew(invitation, form, stranger));
  }

  private void requireStanding(Invitation invitation, String token, RequestOrigin stranger) {
    boolean stands =
        transactions.inTransaction(
            () -> {
              boolean found = invitees.standing(invitation.offer()).isPresent();
              if (!found) {
                use(invitation, token);
                record(stranger, InvitationAction.INVITATION_VOIDED, invitation);
              }
              return found;
            });
    if (!stands) {
      throw invalidToken();
    }
  }

  /**
   * Requires that neither the invitation nor its address has led to an account. The former is asked
   * last: whoever has used the invitation meanwhile has taken the address too.
   */
  private void requireUnused(Invitation invitation, String token) {
    boolean isTaken = invitees.hasAccount(invitation.email());
    get(token);
    if (isTaken) {
      throw Failure.of(UserCode.EMAIL_TAKEN);
    }
  }

  private User addNew(Invitation invitation, InvitedSignUpForm form, RequestOrigin stranger) {
    Runnable recheck = () -> requireUnused(invitation, form.token());
    recheck.run();
    String hash = hasher.hash(form.password(), stranger.client(), recheck);
    return transactions.inTransaction(
        Invitees.row(invitation.email()),
        () -> {
          Invitees.Standing standing =
              invitees.standing(invitation.offer()).orElseThrow(InvitationService::invalidToken);
          use(invitation, form.token());
          User user = invitees.create(standing, form.fullName(), hash, stranger);
          record(stranger.by(user.id()), InvitationAction.INVITATION_ACCEPTED, invitation);
          return user;
        });
  }

  /**
   * Gives the caller the roles of an invitation to the caller's address, which counts as verified
   * then.
   *
   * @throws Failure {@code invalid_one_time_token}, also for an invitation to another address
   */
  User accept(Caller.Person caller, String token, RequestOrigin origin) {
    // thrown behind the transaction, which voids an invitation that does not stand
    return transactions
        .inTransaction(
            Invitees.row(caller),
            () -> {
              Invitation invitation = get(token);
              Optional<User> user =
                  invitees
                      .standing(invitation.offer(), caller)
                      .map(standing -> invitees.give(standing, origin));
              use(invitation, token);
              record(
                  origin,
                  user.isPresent()
                      ? InvitationAction.INVITATION_ACCEPTED
                      : InvitationAction.INVITATION_VOIDED,
                  invitation);
              return user;
            })
        .orElseThrow(InvitationService::invalidToken);
  }

  private Invitation get(String token) {
    return live.find(token).orElseThrow(InvitationService::invalidToken);
  }

  private void use(Invitation invitation, String token) {
    if (dao.use(invitation.id(), digest(token), clock.instant()) == 0) {
      throw invalidToken();
    }
  }

  /** The mail belongs to whoever invites, so that it goes with the invitation if that one does. */
  private void send(Invitation invitation, String token) {
    mailer.queue(
        MailRequest.link(
            new Recipient(invitation.invitedBy(), invitation.email()),
            InvitationMail.INVITATION,
            token,
            invitation.expiresAt()));
  }

  private void record(RequestOrigin origin, InvitationAction action, Invitation invitation) {
    audit.record(origin, action, Invitation.target(invitation.id()), invitation.detail());
  }

  void sweep() {
    while (dao.deleteExpired(clock.instant()) > 0) {
      // until nothing is left
    }
  }

  private static byte[] digest(String token) {
    return LinkTokens.digest(token).orElseThrow();
  }

  private static Failure invalidToken() {
    return Failure.of(UserCode.INVALID_ONE_TIME_TOKEN);
  }

  private static ContendedRow row(long id) {
    return ContendedRow.of("invitation", id);
  }
}
