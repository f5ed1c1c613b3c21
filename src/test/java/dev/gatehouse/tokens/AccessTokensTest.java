package dev.gatehouse.tokens;

import static dev.gatehouse.testing.TestSecrets.secrets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Secrets;
import dev.gatehouse.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private static final String OLD = "an old secret of thirty-two bytes";
  private static final String NEW =
      "a new secret that is so long that a library would make "
          + "HS512 of it unless it is told not to";
  private static final UUID SESSION = UUID.fromString("7f3c9a52-3b0e-4a63-8f6e-1d2c3b4a5968");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-31T09:00:00.9Z"));

  @Test
  void issuedTokensVerifyWithSecretsOfAnyLength() {
    for (String secret : new String[] {OLD, NEW}) {
      AccessTokens tokens = tokens(secrets(secret));

      assertThat(SessionTokens.verify(tokens, issued(tokens)))
          .isEqualTo(new SessionTokens.Owner(7, SESSION));
    }
  }

  @Test
  void noTwoTokensAreTheSame() {
    AccessTokens tokens = tokens(secrets(OLD));

    assertThat(issued(tokens)).isNotEqualTo(issued(tokens));
  }

  @Test
  void thePreviousSecretVerifiesAndMakesNothing() {
    String old = issued(tokens(secrets(OLD)));
    AccessTokens during = tokens(secrets(NEW, OLD));

    assertThat(SessionTokens.verify(during, old)).isEqualTo(new SessionTokens.Owner(7, SESSION));
    assertRefused(tokens(secrets(OLD)), issued(during));
    assertRefused(tokens(secrets(NEW)), old);
  }

  @Test
  void aTokenOfAnotherIssuerOrForAnotherAudienceIsRefused() {
    AccessTokens tokens = tokens(secrets(OLD));

    assertRefused(tokens, issued(tokens(secrets(OLD), "other", "audience")));
    assertRefused(tokens, issued(tokens(secrets(OLD), "issuer", "other")));
  }

  @Test
  void aTokenEndsThirtySecondsAfterItsLifetime() {
    AccessTokens tokens = tokens(secrets(OLD));
    String token = issued(tokens);

    clock.advance(Duration.ofMinutes(30).plusSeconds(29));
    assertThat(SessionTokens.verify(tokens, token).userId()).isEqualTo(7);
    clock.advance(Duration.ofSeconds(1));
    assertRefused(tokens, token);
  }

  @Test
  void noCharacterOfATokenCanBeChanged() {
    AccessTokens tokens = tokens(secrets(OLD));
    String token = issued(tokens);

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      if (i != token.length() - 1) {
        assertRefused(tokens, changed);
      }
    }
  }

  @Test
  void malformedTokensAreInvalidTokens() {
    AccessTokens tokens = tokens(secrets(OLD));

    for (String text : new String[] {"", ".", "..", "a.b.c", "e30.e30.", "\u0000", "ä.ö.ü"}) {
      assertRefused(tokens, text);
    }
  }

  private static void assertRefused(AccessTokens tokens, String token) {
    assertThatThrownBy(() -> tokens.verify(token))
        .isInstanceOf(Failure.class)
        .hasMessage("invalid_token");
  }

  private static String issued(AccessTokens tokens) {
    return SessionTokens.issue(tokens, 7, SESSION, "a \"client\"");
  }

  private AccessTokens tokens(Secrets secrets) {
    return tokens(secrets, "issuer", "audience");
  }

  private AccessTokens tokens(Secrets secrets, String issuer, String audience) {
    return new AccessTokens(
        new TokenSignatures(secrets, () -> true, FixedKeys.SECRET_ALONE),
        issuer,
        audience,
        Duration.ofMinutes(30),
        clock);
  }
}
