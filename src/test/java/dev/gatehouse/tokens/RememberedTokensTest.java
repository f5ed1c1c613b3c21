package dev.gatehouse.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RememberedTokensTest {
  private static final UUID SESSION = UUID.fromString("0190e5f2-0000-7000-8000-000000000001");

  private Instant now = Instant.parse("2026-01-31T09:00:00Z");
  private final AccessTokens tokens = tokens("a secret of more than thirty-two bytes");

  private AccessTokens tokens(String secret) {
    Clock settable =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return new AccessTokens(
        new TokenSignatures(
            new Secrets(new SecretString(secret), Optional.empty()),
            () -> true,
            FixedKeys.SECRET_ALONE),
        "http://localhost",
        "gatehouse",
        Duration.ofMinutes(30),
        settable);
  }

  @Test
  void aTokenSaysTheSameEachTime() {
    String token = SessionTokens.issue(tokens, 7, SESSION, "app");

    assertThat(SessionTokens.verify(tokens, token)).isEqualTo(new SessionTokens.Owner(7, SESSION));
    assertThat(SessionTokens.verify(tokens, token)).isEqualTo(new SessionTokens.Owner(7, SESSION));
  }

  @Test
  void aTokenThatIsRememberedStillEnds() {
    String token = SessionTokens.issue(tokens, 7, SESSION, "app");
    tokens.verify(token);

    now = now.plus(Duration.ofMinutes(30)).plusSeconds(30);
    assertThat(SessionTokens.verify(tokens, token)).isEqualTo(new SessionTokens.Owner(7, SESSION));
    now = now.plusMillis(1);
    assertThatThrownBy(() -> tokens.verify(token)).isInstanceOf(Failure.class);
  }

  @Test
  void aTokenThatResemblesARememberedOneIsRefused() {
    String token = SessionTokens.issue(tokens, 7, SESSION, "app");
    tokens.verify(token);
    String[] parts = token.split("\\.", -1);
    String other =
        SessionTokens.issue(
            tokens("another secret of more than thirty-two bytes"), 7, SESSION, "app");
    String signature = other.substring(other.lastIndexOf('.') + 1);

    assertThatThrownBy(() -> tokens.verify(parts[0] + '.' + parts[1] + '.' + signature))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(() -> tokens.verify(parts[0] + '.' + parts[1] + '.'))
        .isInstanceOf(Failure.class);
  }
}
