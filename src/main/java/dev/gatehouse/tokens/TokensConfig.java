package dev.gatehouse.tokens;

import dev.gatehouse.platform.config.Consistent;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.config.SelfChecked;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.function.BiConsumer;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/**
 * Settings of access tokens.
 *
 * @param secret signs, and all other keys are derived from it; absent only with the embedded
 *     database, which generates one
 * @param previousSecret still verifies and decrypts while the secret is being rotated
 * @param algorithm signs; tokens of keys in the database are accepted besides
 * @param expMinutes lifetime of an access token
 * @param issuer the claim iss; defaults to the public URL
 * @param audience the claim aud
 */
@Consistent
public record TokensConfig(
    @Nullable SecretString secret,
    @Nullable SecretString previousSecret,
    @Pattern(regexp = "HS256|RS256|ES256|EdDSA", message = "must be HS256, RS256, ES256 or EdDSA")
        String algorithm,
    @Range(min = 1, max = 1440, message = "must be 1 to 1440") Integer expMinutes,
    @Size(max = 500, message = "must have at most 500 characters") String issuer,
    @Size(max = 200, message = "must have at most 200 characters") String audience)
    implements SelfChecked {
  private static final String OWN_AUDIENCE = "gatehouse";
  private static final int SHORTEST_SECRET = 32;
  private static final String TOO_SHORT = "must be at least 32 bytes long";

  public TokensConfig {
    algorithm = algorithm == null ? "HS256" : algorithm;
    expMinutes = expMinutes == null ? 30 : expMinutes;
    audience = audience == null ? OWN_AUDIENCE : audience;
  }

  /** Whether the secret signs, so that whoever verifies could also sign. */
  public boolean signsWithSecret() {
    return KeyAlgorithm.named(algorithm).isEmpty();
  }

  /** Whether others than this service seem to verify its tokens. */
  public boolean isForOthers() {
    return !audience.equals(OWN_AUDIENCE);
  }

  /** Sets the issuer to the public URL if there is none. */
  public TokensConfig issuedBy(String publicUrl) {
    return issuer != null
        ? this
        : new TokensConfig(secret, previousSecret, algorithm, expMinutes, publicUrl, audience);
  }

  @Override
  public void check(BiConsumer<String, String> faults) {
    if (isShort(secret)) {
      faults.accept("secret", TOO_SHORT);
    }
    if (isShort(previousSecret)) {
      faults.accept("previous_secret", TOO_SHORT);
    }
  }

  private static boolean isShort(@Nullable SecretString secret) {
    return secret != null && secret.bytes().length < SHORTEST_SECRET;
  }
}
