package dev.gatehouse.mfa;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238) as all authenticator apps support them: SHA-1, six
 * digits, 30 seconds. Thread-safe.
 */
final class Totp {
  static final int DIGITS = 6;
  static final int STEP_SECONDS = 30;

  /** Tolerated clock skew in steps. */
  private static final int SKEW = 1;

  private final HmacOneTimePasswordGenerator generator = new HmacOneTimePasswordGenerator(DIGITS);

  /** The step with that code, within the tolerated skew. */
  OptionalLong stepOf(String code, byte[] secret, Instant now) {
    long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    // latest first: if two steps have the same code, the earlier may be used up
    for (long step = current + SKEW; step >= current - SKEW; step--) {
      if (same(code, code(secret, step))) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }

  String code(byte[] secret, long step) {
    try {
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(secret, generator.getAlgorithm()), step, Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
