package dev.gatehouse.signin;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.Target;
import dev.gatehouse.mfa.MfaAction;
import dev.gatehouse.mfa.SecondFactors;
import dev.gatehouse.platform.database.Row;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Origin;
import dev.gatehouse.ratelimit.SignInLimits;
import dev.gatehouse.ratelimit.SignInTry;
import dev.gatehouse.sessions.OpenSession;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.users.Notices;
import java.util.Optional;

/** Completes sign-ins that wait for a code. */
final class SecondStepService {
  private final SignInDao dao;
  private final PendingSignIns pendingSignIns;
  private final SecondFactors factors;
  private final SignInLimits limits;
  private final SessionService sessions;
  private final Notices notices;
  private final AuditLog audit;
  private final Transactions transactions;
  private final boolean requireVerifiedEmail;

  SecondStepService(
      SignInDao dao,
      PendingSignIns pendingSignIns,
      SecondFactors factors,
      SignInLimits limits,
      SessionService sessions,
      Notices notices,
      AuditLog audit,
      Transactions transactions,
      boolean requireVerifiedEmail) {
    this.dao = dao;
    this.pendingSignIns = pendingSignIns;
    this.factors = factors;
    this.limits = limits;
    this.sessions = sessions;
    this.notices = notices;
    this.audit = audit;
    this.transactions = transactions;
    this.requireVerifiedEmail = requireVerifiedEmail;
  }

  /**
   * Opens a session for the right code.
   *
   * @throws Failure {@code invalid_mfa_code}, whatever is wrong, or {@code too_many_requests}
   */
  OpenSession complete(MfaForm form, Origin origin) {
    PendingSignIn pending =
        pendingSignIns.find(form.mfaToken()).orElseThrow(SecondStepService::refusal);
    Row account = Row.of("app_user", pending.userId());
    return transactions
        .inTransaction(account, () -> attempt(pending, form.code(), origin))
        .orElseThrow(
            () -> {
              transactions.run(account, () -> countWrong(pending, origin));
              return refusal();
            });
  }

  /** Whose sign-in it is. */
  Target target(MfaForm form) {
    return pendingSignIns
        .find(form.mfaToken())
        .map(pending -> Target.user(pending.userId()))
        .orElseThrow(SecondStepService::refusal);
  }

  /** Empty if the code is wrong. */
  private Optional<OpenSession> attempt(PendingSignIn pending, String code, Origin origin) {
    long userId = pending.userId();
    String email =
        dao.lockPending(userId, pending.credentialDigest(), !requireVerifiedEmail)
            .orElseThrow(SecondStepService::refusal);
    return factors
        .use(userId, code, origin)
        .map(
            means -> {
              if (!pendingSignIns.use(pending)) {
                throw refusal();
              }
              SignInTry attempt = new SignInTry(email, Optional.of(userId), origin.client());
              notices.signedIn(userId, limits.completed(userId, attempt), origin);
              return sessions.open(userId, pending.clientId(), means.text(), origin);
            });
  }

  private void countWrong(PendingSignIn pending, Origin origin) {
    factors.countWrong(pending.userId(), origin);
    if (!pendingSignIns.countWrong(pending)) {
      throw refusal();
    }
    audit.record(origin, MfaAction.MFA_FAILED, Target.user(pending.userId()));
  }

  private static Failure refusal() {
    return Failure.of(SignInCode.INVALID_MFA_CODE);
  }
}
