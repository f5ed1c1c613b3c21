package dev.gatehouse.signin;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.mfa.MfaMethod;
import dev.gatehouse.mfa.MfaService;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.SignInAction;
import dev.gatehouse.ratelimit.SignInAttempt;
import dev.gatehouse.ratelimit.SignInLimits;
import dev.gatehouse.sessions.IssuedSession;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.users.Notices;
import java.util.Map;
import java.util.Optional;

/** Completes sign-ins that await a code. */
final class SecondStepService {
  private final SignInDao dao;
  private final PendingSignIns pendingSignIns;
  private final MfaService mfa;
  private final SignInLimits limits;
  private final SessionService sessions;
  private final Notices notices;
  private final AuditLog audit;
  private final boolean requireVerifiedEmail;

  SecondStepService(
      SignInDao dao,
      PendingSignIns pendingSignIns,
      MfaService mfa,
      SignInLimits limits,
      SessionService sessions,
      Notices notices,
      AuditLog audit,
      boolean requireVerifiedEmail) {
    this.dao = dao;
    this.pendingSignIns = pendingSignIns;
    this.mfa = mfa;
    this.limits = limits;
    this.sessions = sessions;
    this.notices = notices;
    this.audit = audit;
    this.requireVerifiedEmail = requireVerifiedEmail;
  }

  /**
   * Opens a session for the right code.
   *
   * @throws Failure {@code invalid_mfa_code} for any reason, or {@code too_many_requests}
   */
  IssuedSession complete(MfaForm form, RequestOrigin origin) {
    PendingSignIn pending =
        pendingSignIns.find(form.mfaToken()).orElseThrow(SecondStepService::refusal);
    return mfa.verifying(
        pending.userId(),
        SignInCode.INVALID_MFA_CODE,
        origin,
        () -> attempt(pending, form.code(), origin));
  }

  /** Empty if the code is wrong, or was not verified because the account has changed. */
  private Optional<IssuedSession> attempt(
      PendingSignIn pending, String code, RequestOrigin origin) {
    long userId = pending.userId();
    Optional<String> email =
        dao.lockPending(userId, pending.credentialDigest(), !requireVerifiedEmail);
    if (email.isEmpty()) {
      recordStale(pending, origin);
      return Optional.empty();
    }
    Optional<MfaMethod> method = mfa.use(userId, code, origin);
    boolean live =
        method.isPresent() ? pendingSignIns.use(pending) : pendingSignIns.countWrong(pending);
    if (!live) {
      // rolls back the effects of the code
      throw refusal();
    }
    return method.map(
        from -> {
          SignInAttempt attempt = new SignInAttempt(email.get(), Optional.of(userId), origin);
          notices.signedIn(userId, limits.completed(userId, attempt), origin);
          return sessions.open(userId, pending.clientId(), from.text(), origin);
        });
  }

  /**
   * Records that the account has changed since the password was given. Counts as a wrong code of
   * the mfa_token alone, which limits the audit entries per token.
   */
  private void recordStale(PendingSignIn pending, RequestOrigin origin) {
    if (!pendingSignIns.countWrong(pending)) {
      throw refusal();
    }
    audit.record(
        origin,
        SignInAction.SIGNIN_FAILED,
        AuditTarget.user(pending.userId()),
        Map.of("reason", SignInCode.INVALID_MFA_CODE.code()));
  }

  private static Failure refusal() {
    return Failure.of(SignInCode.INVALID_MFA_CODE);
  }
}
