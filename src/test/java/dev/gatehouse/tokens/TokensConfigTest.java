package dev.gatehouse.tokens;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.config.SecretString;
import org.junit.jupiter.api.Test;

class TokensConfigTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Test
  void anEmptyFileGivesTheDefaults() {
    assertThat(load(TokensConfig.class).issuedBy("https://a.example"))
        .isEqualTo(new TokensConfig(null, null, "HS256", 30, "https://a.example", "gatehouse"));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            load(
                TokensConfig.class,
                "secret: " + SECRET,
                "previous_secret: " + SECRET + "2",
                "algorithm: EdDSA",
                "exp_minutes: 1440",
                "issuer: https://i.example",
                "audience: shop"))
        .isEqualTo(
            new TokensConfig(
                new SecretString(SECRET),
                new SecretString(SECRET + "2"),
                "EdDSA",
                1440,
                "https://i.example",
                "shop"));
  }

  @Test
  void aGivenIssuerIsKept() {
    assertThat(load(TokensConfig.class, "issuer: mine").issuedBy("https://a.example").issuer())
        .isEqualTo("mine");
  }

  @Test
  void eachBadValueIsNamed() {
    assertThat(errors(TokensConfig.class, "secret: 0123456789abcdef0123456789abcde"))
        .containsExactly("secret: must be at least 32 bytes long");
    assertThat(errors(TokensConfig.class, "previous_secret: short"))
        .containsExactly("previous_secret: must be at least 32 bytes long");
    for (String algorithm : new String[] {"RS512", "none", "es256", "Ed25519"}) {
      assertThat(errors(TokensConfig.class, "algorithm: " + algorithm))
          .containsExactly("algorithm: must be HS256, RS256, ES256 or EdDSA");
    }
    assertThat(errors(TokensConfig.class, "exp_minutes: 0"))
        .containsExactly("exp_minutes: must be 1 to 1440");
    assertThat(errors(TokensConfig.class, "exp_minutes: 1441"))
        .containsExactly("exp_minutes: must be 1 to 1440");
    assertThat(errors(TokensConfig.class, "issuer: " + "i".repeat(501)))
        .containsExactly("issuer: must have at most 500 characters");
    assertThat(errors(TokensConfig.class, "audience: " + "a".repeat(201)))
        .containsExactly("audience: must have at most 200 characters");
  }

  @Test
  void theSecretIsMeasuredInBytes() {
    assertThat(errors(TokensConfig.class, "secret: " + "é".repeat(16))).isEmpty();
  }
}
