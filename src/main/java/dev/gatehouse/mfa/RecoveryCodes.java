package dev.gatehouse.mfa;

import dev.gatehouse.platform.security.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recovery codes for users who have lost the authenticator app: 60 random bits each, such as {@code
 * k7f2-9xqm-04ht}. Digests are keyed with the secret of the user's factor, which is stored
 * encrypted. So the database alone does not allow guessing, and digests survive a change of the
 * service's secret. Thread-safe.
 */
final class RecoveryCodes {
  private static final int COUNT = 10;
  private static final int LENGTH = 12;
  private static final int GROUP = 4;

  /** Crockford's Base32, without letters that look like digits. */
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private final SecureRandom random = new SecureRandom();

  /** Generates codes in the form shown to users. */
  List<String> generate() {
    return Stream.generate(this::generateOne).distinct().limit(COUNT).toList();
  }

  private String generateOne() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      if (i > 0 && i % GROUP == 0) {
        code.append('-');
      }
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** The stored form of a code. */
  static byte[] digest(NormalizedCode code, byte[] secret) {
    return DerivedKeys.hmac(
        secret,
        "recovery-code\n".getBytes(StandardCharsets.UTF_8),
        code.text().getBytes(StandardCharsets.UTF_8));
  }
}
