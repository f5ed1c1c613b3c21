package dev.gatehouse.tokens;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

public final class TokensModule implements Feature {
  private static final Duration SWEEPING = Duration.ofDays(1);

  private final AccessTokens accessTokens;
  private final OneTimeTokens oneTimeTokens;
  private final SecretCheck secretCheck;
  private final DiscoveryResource discovery;

  public TokensModule(
      TokensConfig config,
      String publicUrl,
      Secrets secrets,
      DerivedKeys keys,
      Database database,
      Clock clock) {
    this.accessTokens =
        new AccessTokens(
            new TokenSignatures(secrets),
            config.issuer(),
            config.audience(),
            Duration.ofMinutes(config.expMinutes()),
            clock);
    this.oneTimeTokens = new OneTimeTokens(database.dao(OneTimeTokenDao.class), clock);
    this.discovery = new DiscoveryResource(config.issuer(), publicUrl);
    this.secretCheck = new SecretCheck(database.dao(SecretCheckDao.class), keys, secrets.source());
  }

  public AccessTokens accessTokens() {
    return accessTokens;
  }

  /**
   * Whether the database already holds data made with a secret; its schema may be of any release.
   */
  public static boolean isSecretInUse(Database database) {
    return database.dao(SecretCheckDao.class).isInUse();
  }

  public OneTimeTokens oneTimeTokens() {
    return oneTimeTokens;
  }

  public SecretCheck secretCheck() {
    return secretCheck;
  }

  @Override
  public List<Object> resources() {
    return List.of(discovery);
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(new RecurringTask("one_time_tokens.sweep", SWEEPING, oneTimeTokens::sweep));
  }
}
