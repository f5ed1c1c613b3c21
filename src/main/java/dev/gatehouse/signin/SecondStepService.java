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
import dev.gatehouse.sessions.NewSession;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.users.Notices;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Completes sign-ins that await a code. */
final class SecondStepService {
  /** The claim amr (RFC 8176); a recovery code counts as a one-time password. */
  private static final List<String> WITH_CODE = List.of("pwd", "otp");

  private final SignInDao dao;
  private final ScopeGrants scopes;
  private final PendingSignIns pendingSignIns;
  private final MfaService mfa;
  private final SignInLimits limits;
  private final SessionService sessions;
  private final Notices notices;
  private final AuditLog audit;
  private final boolean requireVerifiedEmail;

  SecondStepService(
      SignInDao dao,
      ScopeGrants scopes,
      PendingSignIns pendingSignIns,
      MfaService mfa,
      SignInLimits limits,
      SessionService sessions,
      Notices notices,
      AuditLog audit,
      boolean requireVerifiedEmail) {
    this.dao = dao;
    this.scopes = scopes;
    this.pendingSignIns = pendingSignIns;
    this.mfa = mfa;
    this.limits = limits;
    this.sessions = sessions;
    this.notices = notices;
    this.audit = audit;
    this.requireVerifiedEmail = requireVerifiedEmail;
  }

  /**
   * Opens a session for the right code. The scope is judged only then, so that a password alone
   * does not tell what the account may do.
   *
   * @throws Failure {@code invalid_mfa_code} for any reason, {@code invalid_scope}, which leaves
   *     the code good, or {@code too_many_requests}
   */
  IssuedSession complete(MfaForm form, RequestOrigin origin) {
    PendingSignIn pending =
        pendingSignIns.find(form.mfaToken()).orElseThrow(SecondStepService::refusal);
    try {
      return mfa.verifying(
          pending.userId(),
          SignInCode.INVALID_MFA_CODE,
          origin,
          () -> attempt(pending, form.code(), origin));
    } catch (Failure e) {
      if (e.code() == SignInCode.INVALID_SCOPE) {
        // its transaction was rolled back
        record(pending.userId(), SignInCode.INVALID_SCOPE, origin);
      }
      throw e;
    }
  }

  /** Empty if the code is wrong, or was not verified because the account has changed. */
  private Optional<IssuedSession> attempt(
      PendingSignIn pending, String code, RequestOrigin origin) {
    long userId = pending.userId();
    Optional<LockedOwner> owner =
        dao.lockPending(
            userId,
            pending.credentialDigest(),
            PendingSignIns.afterEmail(pending.scope()),
            !requireVerifiedEmail);
    if (owner.isEmpty()) {
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
          Optional<List<String>> scope = scopes.granted(pending.scope(), owner.get());
          SignInAttempt attempt =
              new SignInAttempt(owner.get().email(), Optional.of(userId), origin);
          notices.signedIn(userId, limits.completed(userId, attempt), origin);
          return sessions.open(
              new NewSession(userId, pending.clientId(), scope, from.text(), WITH_CODE),
              owner.get().asSessionOwner(),
              origin);
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
    record(pending.userId(), SignInCode.INVALID_MFA_CODE, origin);
  }

  private void record(long userId, SignInCode reason, RequestOrigin origin) {
    audit.record(
        origin,
        SignInAction.SIGNIN_FAILED,
        AuditTarget.user(userId),
        Map.of("reason", reason.code()));
  }

  private static Failure refusal() {
    return Failure.of(SignInCode.INVALID_MFA_CODE);
  }
}
