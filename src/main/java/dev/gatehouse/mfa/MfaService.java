package dev.gatehouse.mfa;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.ProblemCode;
import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.Encryptor;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.Counter;
import dev.gatehouse.ratelimit.Limit;
import dev.gatehouse.ratelimit.RateLimiter;
import dev.gatehouse.ratelimit.SignInLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The second factors: set up, confirmed, asked for a code, taken away. A closed one takes no code,
 * and says of each what it says of a wrong one. Thread-safe.
 */
public final class MfaService {
  /** As long as the HMAC of RFC 4226. */
  private static final int SECRET_BYTES = 20;

  private final FactorDao dao;
  private final Encryptor encryptor;
  private final String issuer;
  private final RateLimiter limiter;
  private final SignInLimits signIns;
  private final int mostInARow;
  private final AuditLog audit;
  private final FactorListener listener;
  private final Transactions transactions;
  private final Clock clock;
  private final Totp totp = new Totp();
  private final RecoveryCodes recoveryCodes = new RecoveryCodes();
  private final SecureRandom random = new SecureRandom();

  MfaService(
      FactorDao dao,
      Encryptor encryptor,
      String issuer,
      RateLimiter limiter,
      SignInLimits signIns,
      int mostInARow,
      AuditLog audit,
      FactorListener events,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.encryptor = encryptor;
    this.issuer = issuer;
    this.limiter = limiter;
    this.signIns = signIns;
    this.mostInARow = mostInARow;
    this.audit = audit;
    this.listener = events;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Whether the user has to give a code. */
  public boolean isOn(long userId) {
    return find(userId).isPresent();
  }

  /** What tells the factor that is on from any other that the user had or will have. */
  Optional<String> find(long userId) {
    return dao.find(userId).filter(Factor::isOn).map(on -> Base64Url.encode(on.secret()));
  }

  /**
   * Begins a new factor, in place of one that was begun before.
   *
   * @param account what the authenticator app shows beside the code
   * @throws Failure {@code mfa_state} if one is on
   */
  public TotpSetup begin(long userId, String account) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    if (dao.put(userId, encryptor.seal(secret, boundTo(userId))) == 0) {
      throw Failure.of(MfaCode.MFA_STATE);
    }
    return TotpSetup.of(secret, issuer, account);
  }

  /**
   * A transaction in which {@link #use} or {@link #turnOn} judges a code. It stays if the code is
   * wrong, as what has been counted and recorded by then is to stay. Not to be called in a
   * transaction.
   *
   * @param ifWrong what a wrong code is told
   * @param work empty if the code is wrong
   * @throws Failure {@code ifWrong}, {@code too_many_requests} in place of either verdict, or what
   *     the work throws, by which everything is undone
   */
  public <T> T verifying(
      long userId, ProblemCode ifWrong, RequestOrigin origin, Supplier<Optional<T>> work) {
    return signIns
        .recorded(
            origin,
            () -> AuditTarget.user(userId),
            () -> transactions.inTransaction(row(userId), work))
        .orElseThrow(() -> Failure.of(ifWrong));
  }

  /**
   * Turns a factor on that was begun, if the code is a right one of it; a wrong one is counted. To
   * be called by the work of {@link #verifying}.
   *
   * @return the recovery codes, which nobody can tell again; empty if the code is wrong
   * @throws Failure {@code mfa_state} if none was begun or it is on already, {@code
   *     too_many_requests}
   */
  public Optional<List<String>> turnOn(long userId, String code, RequestOrigin origin) {
    Factor begun =
        dao.findAndLock(userId)
            .filter(factor -> !factor.isOn())
            .orElseThrow(() -> Failure.of(MfaCode.MFA_STATE));
    limiter.requireRoom(counter(userId));
    byte[] secret = secretOf(userId, begun);
    OptionalLong step = stepOf(NormalizedCode.of(code), secret);
    if (step.isEmpty()) {
      countWrong(userId, origin);
      return Optional.empty();
    }
    dao.turnOn(userId, step.getAsLong());
    List<String> codes = recoveryCodes.generate();
    dao.insertRecoveryCodes(
        userId,
        codes.stream().map(each -> RecoveryCodes.digest(NormalizedCode.of(each), secret)).toList());
    audit.record(origin, MfaAction.MFA_ENABLED, AuditTarget.user(userId));
    return Optional.of(codes);
  }

  /**
   * Turns the factor off at its owner's wish. To be called in a transaction.
   *
   * @throws Failure {@code mfa_state} if it is off
   */
  public void turnOff(long userId, RequestOrigin origin) {
    if (dao.deleteOn(userId) == 0) {
      throw Failure.of(MfaCode.MFA_STATE);
    }
    audit.record(origin, MfaAction.MFA_DISABLED, AuditTarget.user(userId));
  }

  /**
   * Takes the factor away, if there is one, as a part of something greater that is recorded. To be
   * called in a transaction.
   */
  public void remove(long userId, RequestOrigin origin) {
    if (dao.delete(userId) > 0) {
      recordReset(userId, origin);
    }
  }

  /** The same as a deed of its own, which is recorded even if there is none. */
  public void reset(long userId, RequestOrigin origin) {
    dao.delete(userId);
    recordReset(userId, origin);
  }

  private void recordReset(long userId, RequestOrigin origin) {
    audit.record(origin, MfaAction.MFA_RESET, AuditTarget.user(userId));
  }

  /** Lets a closed factor take codes again. Joins the caller's transaction. */
  public void reopen(long userId) {
    dao.reopen(userId);
  }

  /**
   * Uses a code up, if it is a right one; a wrong one is counted. The factor is locked from before
   * the verdict until the count is committed, so that no other code of the account is judged in
   * between. To be called by the work of {@link #verifying}, which must be undone if a right code
   * is of no avail.
   *
   * @return what it came from; empty if it is wrong
   * @throws Failure {@code too_many_requests}, in place of either verdict
   */
  public Optional<MfaMethod> use(long userId, String code, RequestOrigin origin) {
    Optional<Factor> factor = dao.findAndLock(userId);
    limiter.requireRoom(counter(userId));
    Optional<MfaMethod> means =
        factor
            .filter(Factor::isOn)
            .filter(found -> !found.isClosed())
            .flatMap(
                found -> use(userId, NormalizedCode.of(code), secretOf(userId, found), origin));
    if (means.isEmpty()) {
      countWrong(userId, origin);
    }
    return means;
  }

  private Optional<MfaMethod> use(
      long userId, NormalizedCode code, byte[] secret, RequestOrigin origin) {
    MfaMethod method = code.isTotp() ? MfaMethod.TOTP : MfaMethod.RECOVERY_CODE;
    boolean right =
        switch (method) {
          case TOTP -> {
            OptionalLong step = stepOf(code, secret);
            yield step.isPresent() && dao.useStep(userId, step.getAsLong()) == 1;
          }
          case RECOVERY_CODE ->
              dao.useRecoveryCode(userId, RecoveryCodes.digest(code, secret)) == 1;
        };
    if (!right) {
      return Optional.empty();
    }
    dao.forgetWrong(userId);
    if (method == MfaMethod.RECOVERY_CODE) {
      audit.record(
          origin,
          MfaAction.MFA_RECOVERY_CODE_USED,
          AuditTarget.user(userId),
          Map.of("left", dao.countRecoveryCodes(userId)));
      listener.recoveryCodeUsed(userId, origin);
    }
    return Optional.of(method);
  }

  /** One too many closes the factor. */
  private void countWrong(long userId, RequestOrigin origin) {
    limiter.count(counter(userId));
    audit.record(origin, MfaAction.MFA_FAILED, AuditTarget.user(userId));
    if (dao.countWrong(userId, mostInARow).orElse(false)) {
      audit.record(origin, MfaAction.MFA_CLOSED, AuditTarget.user(userId));
      listener.closed(userId, origin);
    }
  }

  /**
   * Demands a right code. Not to be called in a transaction.
   *
   * @throws Failure {@code invalid_mfa_code}, {@code too_many_requests}
   */
  void requireCode(long userId, String code, RequestOrigin origin) {
    verifying(userId, MfaCode.INVALID_MFA_CODE, origin, () -> use(userId, code, origin));
  }

  private OptionalLong stepOf(NormalizedCode code, byte[] secret) {
    return code.isTotp() ? totp.stepOf(code.text(), secret, clock.instant()) : OptionalLong.empty();
  }

  private byte[] secretOf(long userId, Factor factor) {
    return encryptor
        .open(factor.secret(), boundTo(userId))
        .orElseThrow(() -> new IllegalStateException("The secret of " + userId + " was altered"));
  }

  private static ContendedRow row(long userId) {
    return ContendedRow.of("app_user", userId);
  }

  private static String boundTo(long userId) {
    return "user:" + userId;
  }

  private Counter counter(long userId) {
    return limiter.counter(Limit.MFA_PER_ACCOUNT, Long.toString(userId));
  }
}
