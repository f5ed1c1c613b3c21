package dev.gatehouse.signin;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.mfa.MfaCode;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.PasswordStore;
import dev.gatehouse.passwords.PasswordVerification;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.metrics.EventCounter;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.SignInAction;
import dev.gatehouse.ratelimit.SignInAttempt;
import dev.gatehouse.ratelimit.SignInLimits;
import dev.gatehouse.roles.RoleNames;
import dev.gatehouse.sessions.IssuedSession;
import dev.gatehouse.sessions.NewSession;
import dev.gatehouse.sessions.Session;
import dev.gatehouse.sessions.SessionCode;
import dev.gatehouse.sessions.SessionOwner;
import dev.gatehouse.sessions.SessionService;
import dev.gatehouse.tokens.AccessTokens;
import dev.gatehouse.tokens.SessionClaims;
import dev.gatehouse.users.EmailAddress;
import dev.gatehouse.users.Notices;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Signs people in. */
public final class SignInService {
  private static final int MOST_ATTEMPTS = 3;
  private static final String PASSWORD = "password";

  /** The claim amr (RFC 8176). */
  private static final List<String> BY_PASSWORD = List.of("pwd");

  private final SignInDao dao;
  private final SignInLimits limits;
  private final PasswordStore passwords;
  private final PasswordHasher hasher;
  private final ScopeGrants scopes;
  private final PendingSignIns pendingSignIns;
  private final SecondStepService secondStep;
  private final SessionService sessions;
  private final AccessTokens accessTokens;
  private final Notices notices;
  private final AuditLog audit;
  private final Transactions transactions;
  private final boolean requireVerifiedEmail;
  private final EventCounter outcomes;

  SignInService(
      SignInDao dao,
      SignInLimits limits,
      PasswordStore passwords,
      PasswordHasher hasher,
      ScopeGrants scopes,
      PendingSignIns pendingSignIns,
      SecondStepService secondStep,
      SessionService sessions,
      AccessTokens accessTokens,
      Notices notices,
      AuditLog audit,
      Transactions transactions,
      boolean requireVerifiedEmail,
      EventCounter outcomes) {
    this.dao = dao;
    this.limits = limits;
    this.passwords = passwords;
    this.hasher = hasher;
    this.scopes = scopes;
    this.pendingSignIns = pendingSignIns;
    this.secondStep = secondStep;
    this.sessions = sessions;
    this.accessTokens = accessTokens;
    this.notices = notices;
    this.audit = audit;
    this.transactions = transactions;
    this.requireVerifiedEmail = requireVerifiedEmail;
    this.outcomes = outcomes;
  }

  /**
   * Opens a session for the right password. An unknown address takes as long as a wrong password,
   * and the state of an account is revealed only after the right one.
   *
   * @throws Failure {@code bad_credentials}, {@code account_disabled}, {@code email_unverified},
   *     {@code mfa_required}, {@code invalid_scope}, {@code too_many_requests}
   */
  public TokensView signIn(PasswordGrant grant, RequestOrigin origin) {
    return counting(() -> open(grant, origin));
  }

  /**
   * Opens a session for the code of a sign-in with the right password.
   *
   * @throws Failure {@code invalid_mfa_code}, {@code invalid_scope}, {@code too_many_requests}
   */
  TokensView secondStep(MfaForm form, RequestOrigin origin) {
    return counting(() -> secondStep.complete(form, origin));
  }

  private TokensView counting(Supplier<IssuedSession> opening) {
    try {
      TokensView tokens = view(opening.get());
      outcomes.count("succeeded");
      return tokens;
    } catch (Failure e) {
      outcomes.count(e.code().code());
      throw e;
    }
  }

  private IssuedSession open(PasswordGrant grant, RequestOrigin origin) {
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      Optional<Admission> admission = attempt(grant, origin);
      if (admission.isPresent()) {
        return admission.get().session();
      }
    }
    // every check succeeded, so nothing was counted or recorded
    throw Failure.unavailable(null);
  }

  /** Empty if the account changed while the password was hashed. */
  private Optional<Admission> attempt(PasswordGrant grant, RequestOrigin origin) {
    String account = EmailAddress.Normal.of(grant.username());
    Optional<Credential> found = dao.findCredential(account);
    SignInAttempt attempt = new SignInAttempt(account, found.map(Credential::userId), origin);
    PasswordVerification verification =
        hasher.verification(grant.password(), found.map(Credential::hash), origin.client());
    limits.require(attempt, SignInCode.BAD_CREDENTIALS, verification::isRight);
    Credential credential = found.orElseThrow();
    if (!credential.isActive()) {
      throw refusal(SignInCode.ACCOUNT_DISABLED, attempt);
    }
    if (requireVerifiedEmail && !credential.emailVerified()) {
      throw refusal(SignInCode.EMAIL_UNVERIFIED, attempt);
    }
    Optional<String> upgraded =
        verification.isOutdated()
            ? Optional.of(hasher.hash(grant.password(), origin.client(), () -> {}))
            : Optional.empty();
    try {
      return transactions.inTransaction(
          ContendedRow.of("app_user", credential.userId()),
          () -> admit(grant, credential, upgraded, attempt));
    } catch (Failure e) {
      throw e.code() == SignInCode.INVALID_SCOPE ? refusal(SignInCode.INVALID_SCOPE, attempt) : e;
    }
  }

  /** Empty if the account has changed. */
  private Optional<Admission> admit(
      PasswordGrant grant,
      Credential credential,
      Optional<String> upgraded,
      SignInAttempt attempt) {
    long userId = credential.userId();
    Optional<LockedOwner> owner =
        dao.lock(userId, attempt.account(), credential.hash(), !requireVerifiedEmail);
    if (owner.isEmpty() || !replace(userId, credential.hash(), upgraded)) {
      return Optional.empty();
    }
    String clientId = grant.clientId();
    Optional<List<String>> asked = grant.scope();
    if (owner.get().mfaEnabled()) {
      String hash = upgraded.orElse(credential.hash());
      return Optional.of(
          new CodeNeeded(pendingSignIns.begin(userId, clientId, hash, attempt.account(), asked)));
    }
    Optional<List<String>> scope = scopes.granted(asked, owner.get());
    notices.signedIn(userId, limits.completed(userId, attempt), attempt.origin());
    return Optional.of(
        new Admitted(
            sessions.open(
                new NewSession(userId, clientId, scope, PASSWORD, BY_PASSWORD),
                owner.get().asSessionOwner(),
                attempt.origin())));
  }

  /** Never replaces a hash other than the verified one. */
  private boolean replace(long userId, String hash, Optional<String> upgraded) {
    return upgraded.isEmpty() || passwords.replace(userId, hash, upgraded.get());
  }

  /** The outcome of the right password. */
  private sealed interface Admission {
    IssuedSession session();
  }

  private record Admitted(IssuedSession session) implements Admission {}

  private record CodeNeeded(String mfaToken) implements Admission {
    @Override
    public IssuedSession session() {
      throw Failure.of(MfaCode.MFA_REQUIRED)
          .with("mfa_token", mfaToken)
          .with("expires_in", PendingSignIns.LIFETIME.toSeconds());
    }
  }

  /** Recorded outside a transaction, because a refused sign-in writes nothing else. */
  private Failure refusal(SignInCode code, SignInAttempt attempt) {
    audit.record(
        attempt.origin(),
        SignInAction.SIGNIN_FAILED,
        limits.target(attempt),
        Map.of("reason", code.code()));
    return Failure.of(code);
  }

  /**
   * Refreshes a session. Nothing is changed if the client or the scope does not fit.
   *
   * @throws Failure {@code invalid_refresh_token}, also for another client than the session's;
   *     {@code invalid_scope} if the scope is wider than the session's, or the owner holds nothing
   *     of it
   */
  public TokensView refresh(RefreshGrant grant, RequestOrigin origin) {
    Optional<List<String>> narrowed = narrowed(grant, origin);
    IssuedSession refreshed = sessions.refresh(grant.refreshToken(), origin);
    return view(refreshed, narrowed.or(() -> refreshed.session().scope()));
  }

  /** What is compared never changes, so it may be read before the token is used. */
  private Optional<List<String>> narrowed(RefreshGrant grant, RequestOrigin origin) {
    if (grant.clientId().isEmpty() && grant.scope().isEmpty()) {
      return Optional.empty();
    }
    Optional<Session> found = sessions.find(grant.refreshToken());
    if (found.isEmpty()) {
      // a token that was replaced long ago ends its session
      sessions.refresh(grant.refreshToken(), origin);
      throw Failure.of(SessionCode.INVALID_REFRESH_TOKEN);
    }
    Session session = found.get();
    if (grant.clientId().filter(id -> !id.equals(session.clientId())).isPresent()) {
      throw Failure.of(SessionCode.INVALID_REFRESH_TOKEN);
    }
    return grant.scope().map(asked -> narrowed(session, asked));
  }

  private List<String> narrowed(Session session, List<String> asked) {
    if (session.scope().filter(scope -> !scope.containsAll(asked)).isPresent()) {
      throw Failure.of(SignInCode.INVALID_SCOPE, "scope must not exceed that of the session");
    }
    return transactions.inTransaction(
        () ->
            dao.rolesOf(session.userId())
                .map(roles -> scopes.held(asked, roles))
                .orElseThrow(() -> Failure.of(SessionCode.INVALID_REFRESH_TOKEN)));
  }

  private TokensView view(IssuedSession open) {
    return view(open, open.session().scope());
  }

  private TokensView view(IssuedSession open, Optional<List<String>> scope) {
    Session session = open.session();
    SessionOwner owner = open.owner();
    return new TokensView(
        accessTokens.issue(
            new SessionClaims(
                session.userId(),
                session.id(),
                session.clientId(),
                scope,
                session.createdAt(),
                session.amr(),
                RoleNames.shown(owner.roles(), owner.hasAdmin()),
                owner.emailVerified())),
        "bearer",
        accessTokens.lifetime().toSeconds(),
        open.refreshToken(),
        open.refreshExpiresIn().toSeconds(),
        TokensView.written(scope));
  }
}
