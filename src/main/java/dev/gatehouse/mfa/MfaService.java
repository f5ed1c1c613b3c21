package dev.gatehouse.mfa;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.ProblemCode;
import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.Counter;
import dev.gatehouse.ratelimit.Limit;
import dev.gatehouse.ratelimit.RateLimiter;
import dev.gatehouse.ratelimit.SignInLimits;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Sets up, confirms, verifies and removes second factors. A closed factor treats every code as
 * wrong. Thread-safe.
 */
public final class MfaService {
  /** The HMAC length, as RFC 4226 recommends. */
  private static final int SECRET_BYTES = 20;

  private static final byte[] FACTOR = "factor".getBytes(StandardCharsets.US_ASCII);

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
      FactorListener listener,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.encryptor = encryptor;
    this.issuer = issuer;
    this.limiter = limiter;
    this.signIns = signIns;
    this.mostInARow = mostInARow;
    this.audit = audit;
    this.listener = listener;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Whether the user must give a code. */
  public boolean isOn(long userId) {
    return dao.find(userId).filter(Factor::isOn).isPresent();
  }

  /** Identifies the active factor among all the user ever has. */
  Optional<String> find(long userId) {
    // not the ciphertext, which changes with the key
    return dao.find(userId)
        .filter(Factor::isOn)
        .map(on -> Base64Url.encode(DerivedKeys.hmac(secretOf(userId, on), FACTOR)));
  }

  /**
   * Begins a new factor and replaces one that is not on yet.
   *
   * @param account shown by the authenticator app beside the code
   * @throws Failure {@code mfa_state} if one is on
   */
  public TotpSetup begin(long userId, String account) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    long epoch = encryptor.epoch();
    if (dao.put(userId, encryptor.encrypt(secret, boundTo(userId)), epoch) == 0) {
      throw Failure.of(MfaCode.MFA_STATE);
    }
    return TotpSetup.of(secret, issuer, account);
  }

  /**
   * Runs a transaction that verifies a code with {@link #use} or {@link #turnOn}. It is committed
   * even if the code is wrong, to keep the count and the audit entry. Do not call in a transaction.
   *
   * @param ifWrong the problem if the code is wrong
   * @param work empty if the code is wrong
   * @throws Failure {@code ifWrong}, {@code too_many_requests} whether or not the code is right, or
   *     what the work throws, which rolls everything back
   */
  public <T> T verifying(
      long userId, ProblemCode ifWrong, RequestOrigin origin, Supplier<Optional<T>> work) {
    return signIns
        .recordingLimit(
            origin,
            () -> AuditTarget.user(userId),
            () -> transactions.inTransaction(row(userId), work))
        .orElseThrow(() -> Failure.of(ifWrong));
  }

  /**
   * Turns on a factor that was begun, if the code is correct; a wrong code is counted. Call in the
   * work of {@link #verifying}.
   *
   * @return the recovery codes, which cannot be shown again; empty if the code is wrong
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
   * Turns the factor off for its owner. Call in a transaction.
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
   * Removes the factor as part of another action; recorded only if there is one. Call in a
   * transaction.
   */
  public void remove(long userId, RequestOrigin origin) {
    if (dao.delete(userId) > 0) {
      recordReset(userId, origin);
    }
  }

  /** Removes the factor as an action of its own; always recorded. */
  public void reset(long userId, RequestOrigin origin) {
    dao.delete(userId);
    recordReset(userId, origin);
  }

  private void recordReset(long userId, RequestOrigin origin) {
    audit.record(origin, MfaAction.MFA_RESET, AuditTarget.user(userId));
  }

  /** Reopens a closed factor. Joins the caller's transaction. */
  public void reopen(long userId) {
    dao.reopen(userId);
  }

  /**
   * Verifies a code and uses it up; a wrong code is counted. The factor stays locked until the
   * count is committed, so that no other code of the account is verified in between. Call in the
   * work of {@link #verifying}; roll back if a correct code turns out to be useless.
   *
   * @return the source of the code; empty if it is wrong
   * @throws Failure {@code too_many_requests}, whether or not the code is right
   */
  public Optional<MfaMethod> use(long userId, String code, RequestOrigin origin) {
    Optional<Factor> factor = dao.findAndLock(userId);
    limiter.requireRoom(counter(userId));
    Optional<MfaMethod> method =
        factor
            .filter(Factor::isOn)
            .filter(found -> !found.isClosed())
            .flatMap(
                found -> use(userId, NormalizedCode.of(code), secretOf(userId, found), origin));
    if (method.isEmpty()) {
      countWrong(userId, origin);
    }
    return method;
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

  /** Closes the factor after too many wrong codes. */
  private void countWrong(long userId, RequestOrigin origin) {
    limiter.count(counter(userId));
    audit.record(origin, MfaAction.MFA_FAILED, AuditTarget.user(userId));
    if (dao.countWrong(userId, mostInARow).orElse(false)) {
      audit.record(origin, MfaAction.MFA_CLOSED, AuditTarget.user(userId));
      listener.closed(userId, origin);
    }
  }

  /**
   * Requires a correct code. Do not call in a transaction.
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
        .decrypt(factor.secret(), boundTo(userId))
        .orElseThrow(() -> new IllegalStateException("The secret of " + userId + " was altered"));
  }

  private static ContendedRow row(long userId) {
    return ContendedRow.of("app_user", userId);
  }

  static String boundTo(long userId) {
    return "user:" + userId;
  }

  private Counter counter(long userId) {
    return limiter.counter(Limit.MFA_PER_ACCOUNT, Long.toString(userId));
  }
}
