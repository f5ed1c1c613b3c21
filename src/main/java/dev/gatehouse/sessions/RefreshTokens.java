package dev.gatehouse.sessions;

import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKeys;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The opaque refresh tokens: a session's id, the token's number in it and an HMAC over both. The
 * database stores the number alone, so it is not enough to make a token, and whoever has the key
 * can make the current token of a session again. Thread-safe.
 */
final class RefreshTokens {
  private static final String LABEL = "refresh-token";
  private static final int CONTENT = 16 + 4;
  private static final int LENGTH = CONTENT + 32;

  private final byte[] key;
  private final List<byte[]> keysToRead;

  RefreshTokens(DerivedKeys keys) {
    this.key = keys.key(LABEL);
    this.keysToRead = keys.keysToRead(LABEL);
  }

  /** What a token says. */
  record Content(UUID sessionId, int generation) {}

  String make(UUID sessionId, int generation) {
    byte[] content =
        ByteBuffer.allocate(CONTENT)
            .putLong(sessionId.getMostSignificantBits())
            .putLong(sessionId.getLeastSignificantBits())
            .putInt(generation)
            .array();
    byte[] token = Arrays.copyOf(content, LENGTH);
    System.arraycopy(DerivedKeys.hmac(key, content), 0, token, CONTENT, LENGTH - CONTENT);
    return Base64Url.encode(token);
  }

  /** The content of a token that was made here, or empty. */
  Optional<Content> read(String text) {
    return Base64Url.decode(text).filter(token -> token.length == LENGTH).flatMap(this::read);
  }

  private Optional<Content> read(byte[] token) {
    byte[] content = Arrays.copyOf(token, CONTENT);
    byte[] mac = Arrays.copyOfRange(token, CONTENT, LENGTH);
    if (keysToRead.stream()
        .noneMatch(each -> MessageDigest.isEqual(DerivedKeys.hmac(each, content), mac))) {
      return Optional.empty();
    }
    ByteBuffer parts = ByteBuffer.wrap(content);
    return Optional.of(new Content(new UUID(parts.getLong(), parts.getLong()), parts.getInt()));
  }
}
