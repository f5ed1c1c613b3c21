package dev.gatehouse.mfa;

import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.RowsById;
import dev.gatehouse.platform.security.Encryptor;
import dev.gatehouse.platform.security.KeyUse;
import java.util.List;
import java.util.Set;

/** Encrypts the secrets of second factors anew, so that they and their recovery codes stay. */
final class ReencryptedFactors implements RekeyStep.ById {
  private static final int BATCH = 200;

  private final FactorDao dao;
  private final Encryptor encryptor;

  ReencryptedFactors(FactorDao dao, Encryptor encryptor) {
    this.dao = dao;
    this.encryptor = encryptor;
  }

  @Override
  public String name() {
    return "second_factors";
  }

  @Override
  public String outcome() {
    return "second factors encrypted anew";
  }

  @Override
  public Set<KeyUse> uses() {
    return Set.of(MfaKeyUse.values());
  }

  @Override
  public long newestId() {
    return dao.newestUser();
  }

  @Override
  public Part next(RowsById rows, Rekeying rekeying) {
    List<FactorDao.Sealed> factors = dao.lockSome(rows.after(), rows.newest(), BATCH);
    long renewed = 0;
    for (FactorDao.Sealed factor : factors) {
      renewed +=
          encryptor
              .renew(factor.secret(), MfaService.boundTo(factor.userId()))
              .map(secret -> dao.replaceSecret(factor.userId(), secret))
              .orElse(0);
    }
    return rows.done(factors.stream().map(FactorDao.Sealed::userId).toList(), BATCH, renewed);
  }
}
