package dev.gatehouse.sessions;

import static dev.gatehouse.testing.TestSecrets.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefreshTokensTest {
  private static final String OLD = "an old secret of thirty-two bytes";
  private static final String NEW = "a new secret of thirty-two bytes!";
  private static final UUID SESSION = UUID.fromString("7f3c9a52-3b0e-4a63-8f6e-1d2c3b4a5968");

  private final RefreshTokens tokens = new RefreshTokens(keys(NEW));

  @Test
  void aTokenComesBackWholeAndCanBeMadeAgain() {
    String token = tokens.make(SESSION, 7);

    assertThat(tokens.read(token)).contains(new RefreshTokens.Content(SESSION, 7));
    assertThat(tokens.make(SESSION, 7)).isEqualTo(token);
    assertThat(tokens.make(SESSION, 8)).isNotEqualTo(token);
  }

  @Test
  void noBitOfATokenCanBeChanged() {
    byte[] token = Base64.getUrlDecoder().decode(tokens.make(SESSION, 7));
    for (int i = 0; i < token.length * 8; i++) {
      byte[] changed = token.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      assertThat(tokens.read(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
          .isEmpty();
    }
  }

  @Test
  void aTokenHasOneSpelling() {
    String token = tokens.make(SESSION, 7);
    byte[] bytes = Base64.getUrlDecoder().decode(token);

    assertThat(tokens.read(Base64.getUrlEncoder().encodeToString(bytes))).isEmpty();
    assertThat(tokens.read(token + "AAAA")).isEmpty();
    assertThat(tokens.read(" " + token)).isEmpty();
    for (String text : new String[] {"", "!", "AAAA", "\u0000"}) {
      assertThat(tokens.read(text)).isEmpty();
    }
  }

  @Test
  void thePreviousSecretReadsAndMakesNothing() {
    String old = new RefreshTokens(keys(OLD)).make(SESSION, 7);
    RefreshTokens during = new RefreshTokens(keys(NEW, OLD));

    assertThat(during.read(old)).contains(new RefreshTokens.Content(SESSION, 7));
    assertThat(during.make(SESSION, 7)).isEqualTo(tokens.make(SESSION, 7));
    assertThat(tokens.read(old)).isEmpty();
  }
}
