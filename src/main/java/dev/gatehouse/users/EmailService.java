package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.mail.AccountMail;
import dev.gatehouse.mfa.Proof;
import dev.gatehouse.mfa.ProofResult;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.tokens.LiveToken;
import dev.gatehouse.tokens.OneTimeTokens;
import dev.gatehouse.tokens.TokenPurpose;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Verifies and changes e-mail addresses. */
final class EmailService {
  private static final Set<TokenPurpose> CONFIRMS =
      EnumSet.of(TokenPurpose.VERIFICATION, TokenPurpose.EMAIL_CHANGE);

  private final UserDao dao;
  private final Accounts accounts;
  private final Proof proof;
  private final LinkMailer links;
  private final OneTimeTokens tokens;
  private final SessionService sessions;
  private final Notices notices;
  private final AuditLog audit;
  private final Transactions transactions;

  EmailService(
      UserDao dao,
      Accounts accounts,
      Proof proof,
      LinkMailer links,
      OneTimeTokens tokens,
      SessionService sessions,
      Notices notices,
      AuditLog audit,
      Transactions transactions) {
    this.dao = dao;
    this.accounts = accounts;
    this.proof = proof;
    this.links = links;
    this.tokens = tokens;
    this.sessions = sessions;
    this.notices = notices;
    this.audit = audit;
    this.transactions = transactions;
  }

  /**
   * Sends the verification link again, unless the address is verified.
   *
   * @throws Failure {@code too_many_requests} if the mailbox is over its limit
   */
  void askForVerification(Caller.Person caller) {
    transactions.run(
        Accounts.row(caller.id()), () -> links.verificationOrThrow(accounts.own(caller)));
  }

  /**
   * Sends a link to the new address and a notice to the old one.
   *
   * @throws Failure {@code too_many_requests} if the new mailbox is over its limit, {@code
   *     email_taken}, or what the proof throws
   */
  void askForChange(Caller.SignedInPerson caller, EmailChangeForm form, RequestOrigin origin) {
    links.requireRoom(form.newEmail());
    ProofResult proven =
        proof.require(UserService.attempt(caller, origin), form.currentPassword(), form.code());
    proof.act(
        proven,
        () -> accounts.own(caller),
        user -> {
          if (dao.findByEmail(form.newEmail()).isPresent()) {
            throw Failure.of(UserCode.EMAIL_TAKEN);
          }
          links.change(user, form.newEmail(), caller.sessionId());
          audit.record(origin, UserAction.EMAIL_CHANGE_REQUESTED, AuditTarget.user(user.id()));
          notices.send(user, AccountMail.EMAIL_CHANGE_REQUESTED, origin);
          return true;
        });
  }

  /**
   * Uses a link that was sent to an address. A change ends all sessions except the one that
   * requested it.
   *
   * @throws Failure {@code invalid_one_time_token}; {@code email_taken} if another account has
   *     taken the new address, which keeps the link
   */
  void confirm(String text, RequestOrigin stranger) {
    LiveToken token = tokens.find(text, CONFIRMS).orElseThrow(PasswordService::invalidToken);
    RequestOrigin origin = stranger.by(token.userId());
    transactions.run(
        Accounts.row(token.userId()),
        () -> {
          User user =
              accounts.findActive(token.userId()).orElseThrow(PasswordService::invalidToken);
          if (!tokens.use(token)) {
            throw PasswordService.invalidToken();
          }
          if (token.purpose() == TokenPurpose.EMAIL_CHANGE) {
            change(user, token, origin);
          } else {
            save(user, user.email(), UserAction.EMAIL_VERIFIED, origin);
          }
        });
  }

  private void change(User user, LiveToken token, RequestOrigin origin) {
    save(user, Objects.requireNonNull(token.newEmail()), UserAction.EMAIL_CHANGED, origin);
    sessions.endOthers(user.id(), Objects.requireNonNull(token.sessionId()));
  }

  private void save(User user, String email, UserAction action, RequestOrigin origin) {
    accounts.save(user, UserPatch.toVerified(email).applyTo(user), action, origin);
  }
}
