package dev.gatehouse.sessions;

import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKey;
import dev.gatehouse.platform.security.DerivedKeys;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Opaque refresh tokens: the session's id, the token's generation and an HMAC over both. The
 * database stores only the generation, so it is not enough to make a token, while the key allows
 * the current token to be made again. Thread-safe.
 */
final class RefreshTokens {
  private static final int CONTENT = 16 + 4;
  private static final int LENGTH = CONTENT + 32;

  private final DerivedKey key;

  RefreshTokens(DerivedKeys keys) {
    this.key = keys.of(SessionKeyUse.REFRESH_TOKEN);
  }

  record Content(UUID sessionId, int generation) {}

  /** The epoch of the key that makes tokens. Ask before, so that it is never too high. */
  long epoch() {
    return key.epoch();
  }

  String make(UUID sessionId, int generation) {
    byte[] content =
        ByteBuffer.allocate(CONTENT)
            .putLong(sessionId.getMostSignificantBits())
            .putLong(sessionId.getLeastSignificantBits())
            .putInt(generation)
            .array();
    byte[] token = Arrays.copyOf(content, LENGTH);
    System.arraycopy(DerivedKeys.hmac(key.current(), content), 0, token, CONTENT, LENGTH - CONTENT);
    return Base64Url.encode(token);
  }

  /** Returns the content of a genuine token, otherwise empty. */
  Optional<Content> read(String text) {
    return Base64Url.decode(text).filter(token -> token.length == LENGTH).flatMap(this::read);
  }

  private Optional<Content> read(byte[] token) {
    byte[] content = Arrays.copyOf(token, CONTENT);
    byte[] mac = Arrays.copyOfRange(token, CONTENT, LENGTH);
    if (key.toRead().stream()
        .noneMatch(each -> MessageDigest.isEqual(DerivedKeys.hmac(each, content), mac))) {
      return Optional.empty();
    }
    ByteBuffer parts = ByteBuffer.wrap(content);
    return Optional.of(new Content(new UUID(parts.getLong(), parts.getLong()), parts.getInt()));
  }
}
