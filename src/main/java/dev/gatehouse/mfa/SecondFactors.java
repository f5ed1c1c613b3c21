package dev.gatehouse.mfa;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.Target;
import dev.gatehouse.platform.database.Row;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Origin;
import dev.gatehouse.platform.security.Sealer;
import dev.gatehouse.ratelimit.Counter;
import dev.gatehouse.ratelimit.Limit;
import dev.gatehouse.ratelimit.RateLimiter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The second factors: set up, confirmed, asked for a code, taken away. A closed one takes no code,
 * and says of each what it says of a wrong one. Thread-safe.
 */
public final class SecondFactors {
  /** As long as the HMAC of RFC 4226. */
  private static final int SECRET_BYTES = 20;

  private final FactorDao dao;
  private final Sealer sealer;
  private final String issuer;
  private final RateLimiter limiter;
  private final int mostInARow;
  private final AuditLog audit;
  private final FactorEvents events;
  private final Transactions transactions;
  private final Clock clock;
  private final Totp totp = new Totp();
  private final RecoveryCodes recoveryCodes = new RecoveryCodes();
  private final SecureRandom random = new SecureRandom();

  SecondFactors(
      FactorDao dao,
      Sealer sealer,
      String issuer,
      RateLimiter limiter,
      int mostInARow,
      AuditLog audit,
      FactorEvents events,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.sealer = sealer;
    this.issuer = issuer;
    this.limiter = limiter;
    this.mostInARow = mostInARow;
    this.audit = audit;
    this.events = events;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Whether the user has to give a code. */
  public boolean isOn(long userId) {
    return dao.find(userId).map(Factor::isOn).orElse(false);
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
    if (dao.put(userId, sealer.seal(secret, boundTo(userId))) == 0) {
      throw Failure.of(MfaCode.MFA_STATE);
    }
    return TotpSetup.of(secret, issuer, account);
  }

  /**
   * Judges the first code of a factor that was begun. Not to be called in a transaction.
   *
   * @throws Failure {@code mfa_state} if none was begun or it is on already, {@code
   *     invalid_mfa_code}, {@code too_many_requests}
   */
  public Confirmation judgeFirst(long userId, String code) {
    Factor begun =
        dao.find(userId)
            .filter(factor -> !factor.isOn())
            .orElseThrow(() -> Failure.of(MfaCode.MFA_STATE));
    limiter.demandRoom(counter(userId));
    OptionalLong step = stepOf(TypedCode.of(code), secretOf(userId, begun));
    if (step.isEmpty()) {
      limiter.count(counter(userId));
      throw Failure.of(MfaCode.INVALID_MFA_CODE);
    }
    // others may have used up the tries meanwhile, and a right one among them was a guess
    limiter.demandRoom(counter(userId));
    return new Confirmation(begun, step.getAsLong());
  }

  /**
   * Turns a factor on. To be called in a transaction.
   *
   * @return the recovery codes, which nobody can tell again
   * @throws Failure {@code mfa_state} if another one was begun meanwhile
   */
  public List<String> turnOn(long userId, Confirmation confirmation, Origin origin) {
    Factor factor = confirmation.factor();
    if (dao.turnOn(userId, factor.secret(), confirmation.step()) == 0) {
      throw Failure.of(MfaCode.MFA_STATE);
    }
    byte[] secret = secretOf(userId, factor);
    List<String> codes = recoveryCodes.make();
    dao.insertRecoveryCodes(
        userId,
        codes.stream().map(code -> RecoveryCodes.digest(TypedCode.of(code), secret)).toList());
    audit.record(origin, MfaAction.MFA_ENABLED, Target.user(userId));
    return codes;
  }

  /**
   * Turns the factor off at its owner's wish. To be called in a transaction.
   *
   * @throws Failure {@code mfa_state} if it is off
   */
  public void turnOff(long userId, Origin origin) {
    if (dao.deleteOn(userId) == 0) {
      throw Failure.of(MfaCode.MFA_STATE);
    }
    audit.record(origin, MfaAction.MFA_DISABLED, Target.user(userId));
  }

  /**
   * Takes the factor away, if there is one, without its owner's doing. To be called in a
   * transaction.
   */
  public void remove(long userId, Origin origin) {
    if (dao.delete(userId) > 0) {
      audit.record(origin, MfaAction.MFA_RESET, Target.user(userId));
    }
  }

  /** Lets a closed factor take codes again. Joins the caller's transaction. */
  public void reopen(long userId) {
    dao.reopen(userId);
  }

  /**
   * Uses a code up, if it is a right one. To be called in a transaction, which must undo it if the
   * code is of no avail.
   *
   * @return what it came from; empty if it is wrong, which is then to be counted
   * @throws Failure {@code too_many_requests}, in place of either verdict
   */
  public Optional<Means> use(long userId, String code, Origin origin) {
    Optional<Factor> factor = dao.findAndLock(userId);
    limiter.demandRoom(counter(userId));
    return factor
        .filter(Factor::isOn)
        .filter(found -> !found.isClosed())
        .flatMap(found -> use(userId, TypedCode.of(code), secretOf(userId, found), origin));
  }

  private Optional<Means> use(long userId, TypedCode code, byte[] secret, Origin origin) {
    Means means = code.isTotp() ? Means.TOTP : Means.RECOVERY_CODE;
    boolean right =
        switch (means) {
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
    if (means == Means.RECOVERY_CODE) {
      audit.record(
          origin,
          MfaAction.MFA_RECOVERY_CODE_USED,
          Target.user(userId),
          Map.of("left", dao.countRecoveryCodes(userId)));
      events.recoveryCodeUsed(userId, origin);
    }
    return Optional.of(means);
  }

  /**
   * Counts a wrong code, and closes the factor if it was one too many. To be called in a
   * transaction, which stays.
   *
   * @throws Failure {@code too_many_requests}; nothing is counted then
   */
  public void countWrong(long userId, Origin origin) {
    limiter.count(counter(userId));
    if (dao.countWrong(userId, mostInARow).orElse(false)) {
      audit.record(origin, MfaAction.MFA_CLOSED, Target.user(userId));
      events.closed(userId, origin);
    }
  }

  /**
   * Demands a right code. Not to be called in a transaction.
   *
   * @throws Failure {@code invalid_mfa_code}, {@code too_many_requests}
   */
  void demand(long userId, String code, Origin origin) {
    boolean right =
        transactions.inTransaction(row(userId), () -> use(userId, code, origin).isPresent());
    if (!right) {
      transactions.run(row(userId), () -> countWrong(userId, origin));
      throw Failure.of(MfaCode.INVALID_MFA_CODE);
    }
  }

  private OptionalLong stepOf(TypedCode code, byte[] secret) {
    return code.isTotp() ? totp.stepOf(code.text(), secret, clock.instant()) : OptionalLong.empty();
  }

  private byte[] secretOf(long userId, Factor factor) {
    return sealer
        .open(factor.secret(), boundTo(userId))
        .orElseThrow(() -> new IllegalStateException("The secret of " + userId + " was altered"));
  }

  private static Row row(long userId) {
    return Row.of("app_user", userId);
  }

  private static String boundTo(long userId) {
    return "user:" + userId;
  }

  private Counter counter(long userId) {
    return limiter.counter(Limit.MFA_PER_ACCOUNT, Long.toString(userId));
  }
}
