package dev.gatehouse.tokens;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.nodes.Nodes;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

public final class TokensModule implements Feature {
  private static final Duration SWEEPING = Duration.ofDays(1);
  private static final Duration TURNING = Duration.ofSeconds(2);

  private final AccessTokens accessTokens;
  private final OneTimeTokens oneTimeTokens;
  private final RevokedTokens revokedTokens;
  private final SigningKeyService signingKeys;
  private final KeySetResource keySet;
  private final List<RekeyStep> rekeySteps;

  /**
   * Wires the tokens.
   *
   * @param trustsPrevious whether what the previous secret signed is accepted
   */
  public TokensModule(
      TokensConfig config,
      KeysConfig keysConfig,
      Nodes nodes,
      AuditLog audit,
      Secrets secrets,
      BooleanSupplier trustsPrevious,
      DerivedKeys keys,
      Database database,
      Clock clock) {
    Duration life = Duration.ofMinutes(config.expMinutes());
    var dao = database.dao(SigningKeyDao.class);
    var sealer = new KeySealer(keys);
    var times = new KeyTimes(longest(life).plus(AccessTokens.LEEWAY), keysConfig.rotateEvery());
    var known = new SigningKeys(dao, sealer, KeyAlgorithm.named(config.algorithm()), times, clock);
    nodes.keep(known);
    this.signingKeys =
        new SigningKeyService(
            dao, known, sealer, times, nodes, audit, database.transactions(), clock);
    this.keySet = new KeySetResource(known);
    this.accessTokens =
        new AccessTokens(
            new TokenSignatures(secrets, trustsPrevious, known),
            config.issuer(),
            config.audience(),
            life,
            clock);
    OneTimeTokenDao links = database.dao(OneTimeTokenDao.class);
    this.oneTimeTokens = new OneTimeTokens(links, clock);
    this.rekeySteps = List.of(new ReplacedKeys(signingKeys), new EndedLinks(links));
    this.revokedTokens = new RevokedTokens(database.dao(RevokedTokenDao.class), clock);
  }

  /** No token is issued for longer. */
  private static Duration longest(Duration lifeOfSessionTokens) {
    Duration ofAccounts = AccessTokens.LIFETIME_OF_ACCOUNT_TOKENS;
    return lifeOfSessionTokens.compareTo(ofAccounts) > 0 ? lifeOfSessionTokens : ofAccounts;
  }

  public AccessTokens accessTokens() {
    return accessTokens;
  }

  public OneTimeTokens oneTimeTokens() {
    return oneTimeTokens;
  }

  public RevokedTokens revokedTokens() {
    return revokedTokens;
  }

  public SigningKeyService signingKeys() {
    return signingKeys;
  }

  @Override
  public List<KeyUse> keyUses() {
    return List.of(TokenKeyUse.values());
  }

  @Override
  public List<Object> resources() {
    return List.of(keySet);
  }

  @Override
  public List<RekeyStep> rekeySteps() {
    return rekeySteps;
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(
        new RecurringTask("one_time_tokens.sweep", SWEEPING, oneTimeTokens::sweep),
        new RecurringTask("revoked_tokens.sweep", SWEEPING, revokedTokens::sweep),
        new RecurringTask("signing_keys.turn", TURNING, signingKeys::turn),
        new RecurringTask("signing_keys.tend", KeyTimes.BETWEEN_MARKS, signingKeys::tend));
  }

  @Override
  public void showIn(Metrics metrics) {
    metrics.gauge(
        "gatehouse_signing_key_age_seconds",
        "How long the key that signs access tokens has done so; 0 with HS256",
        signingKeys::ageInSeconds);
  }
}
