package dev.gatehouse.tokens;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Wires the tokens. */
public final class TokensModule implements Feature {
  private final AccessTokens accessTokens;
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
            secrets,
            config.issuer(),
            config.audience(),
            Duration.ofMinutes(config.expMinutes()),
            clock);
    this.discovery = new DiscoveryResource(config.issuer(), publicUrl);
    this.secretCheck = new SecretCheck(database.dao(SecretCheckDao.class), keys);
  }

  public AccessTokens accessTokens() {
    return accessTokens;
  }

  public SecretCheck secretCheck() {
    return secretCheck;
  }

  @Override
  public List<Object> resources() {
    return List.of(discovery);
  }
}
