package dev.gatehouse.tokens;

import static dev.gatehouse.testing.TestSecrets.secrets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Secrets;
import dev.gatehouse.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

      assertThat(tokens.verify(tokens.issue(7, SESSION, "a \"client\"", Optional.empty())))
          .isEqualTo(new AccessToken(7, SESSION));
    }
  }

  @Test
  void noTwoTokensAreTheSame() {
    AccessTokens tokens = tokens(secrets(OLD));

    assertThat(tokens.issue(7, SESSION, "c", Optional.empty()))
        .isNotEqualTo(tokens.issue(7, SESSION, "c", Optional.empty()));
  }

  @Test
  void thePreviousSecretVerifiesAndMakesNothing() {
    String old = tokens(secrets(OLD)).issue(7, SESSION, "c", Optional.empty());
    AccessTokens during = tokens(secrets(NEW, OLD));

    assertThat(during.verify(old)).isEqualTo(new AccessToken(7, SESSION));
    assertRefused(tokens(secrets(OLD)), during.issue(7, SESSION, "c", Optional.empty()));
    assertRefused(tokens(secrets(NEW)), old);
  }

  @Test
  void aTokenOfAnotherIssuerOrForAnotherAudienceIsRefused() {
    AccessTokens tokens = tokens(secrets(OLD));

    assertRefused(
        tokens, tokens(secrets(OLD), "other", "audience").issue(7, SESSION, "c", Optional.empty()));
    assertRefused(
        tokens, tokens(secrets(OLD), "issuer", "other").issue(7, SESSION, "c", Optional.empty()));
  }

  @Test
  void aTokenEndsThirtySecondsAfterItsLifetime() {
    AccessTokens tokens = tokens(secrets(OLD));
    String token = tokens.issue(7, SESSION, "c", Optional.empty());

    clock.advance(Duration.ofMinutes(30).plusSeconds(29));
    assertThat(tokens.verify(token).userId()).isEqualTo(7);
    clock.advance(Duration.ofSeconds(1));
    assertRefused(tokens, token);
  }

  @Test
  void noCharacterOfATokenCanBeChanged() {
    AccessTokens tokens = tokens(secrets(OLD));
    String token = tokens.issue(7, SESSION, "c", Optional.empty());

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

  private AccessTokens tokens(Secrets secrets) {
    return tokens(secrets, "issuer", "audience");
  }

  private AccessTokens tokens(Secrets secrets, String issuer, String audience) {
    return new AccessTokens(
        new TokenSignatures(secrets, FixedKeys.SECRET_ALONE),
        issuer,
        audience,
        Duration.ofMinutes(30),
        clock);
  }
}
