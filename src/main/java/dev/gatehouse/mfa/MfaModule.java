package dev.gatehouse.mfa;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.PasswordStore;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.ratelimit.LimitsConfig;
import dev.gatehouse.ratelimit.RateLimiter;
import dev.gatehouse.ratelimit.SignInLimits;
import java.time.Clock;
import java.util.List;

public final class MfaModule implements Feature {
  private final MfaService mfa;
  private final Proof proof;
  private final ReencryptedFactors reencrypted;

  /**
   * Wires the second factor.
   *
   * @param issuer the service's name in authenticator apps
   * @param events receives events that owners are notified of
   */
  public MfaModule(
      String issuer,
      LimitsConfig limits,
      RateLimiter limiter,
      SignInLimits signIns,
      PasswordHasher hasher,
      PasswordStore passwords,
      AuditLog audit,
      FactorListener events,
      DerivedKeys keys,
      Database database,
      Clock clock) {
    FactorDao dao = database.dao(FactorDao.class);
    Encryptor encryptor = new Encryptor(keys, MfaKeyUse.SECRET);
    this.reencrypted = new ReencryptedFactors(dao, encryptor);
    this.mfa =
        new MfaService(
            dao,
            encryptor,
            issuer,
            limiter,
            signIns,
            limits.wrongCodesInARow(),
            audit,
            events,
            database.transactions(),
            clock);
    this.proof = new Proof(passwords, hasher, signIns, mfa, database.transactions());
  }

  public MfaService mfa() {
    return mfa;
  }

  public Proof proof() {
    return proof;
  }

  @Override
  public List<RekeyStep> rekeySteps() {
    return List.of(reencrypted);
  }

  @Override
  public List<KeyUse> keyUses() {
    return List.of(MfaKeyUse.values());
  }
}
