package dev.gatehouse.clients;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The form of a key: {@code gth_}, 43 digits in base 62 of 256 random bits, and their CRC-32 as six
 * digits. Thanks to the checksum, a scanner recognizes a real key, and garbage costs no query.
 */
final class ApiKeyText {
  static final String PREFIX = "gth_";

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int RANDOM_BITS = 256;
  private static final int RANDOM_DIGITS = 43;
  private static final int CHECKSUM_DIGITS = 6;

  /** How many characters are shown to recognize a key. */
  private static final int SHOWN = 12;

  private static final Pattern FORM =
      Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (RANDOM_DIGITS + CHECKSUM_DIGITS) + "}");

  private static final SecureRandom RANDOM = new SecureRandom();

  private ApiKeyText() {}

  static String random() {
    String digits = digits(new BigInteger(RANDOM_BITS, RANDOM), RANDOM_DIGITS);
    return PREFIX + digits + checksum(digits);
  }

  /** Whether the text may be a key, well-formed or not, rather than an access token. */
  static boolean isMeant(String text) {
    return text.startsWith(PREFIX);
  }

  /** Whether form and checksum are right. */
  static boolean isWellFormed(String text) {
    if (!FORM.matcher(text).matches()) {
      return false;
    }
    int end = PREFIX.length() + RANDOM_DIGITS;
    return checksum(text.substring(PREFIX.length(), end)).equals(text.substring(end));
  }

  /** The first characters, which reveal too little to guess the rest. */
  static String shown(String key) {
    return key.substring(0, SHOWN);
  }

  private static String checksum(String digits) {
    CRC32 crc = new CRC32();
    crc.update(digits.getBytes(StandardCharsets.US_ASCII));
    return digits(BigInteger.valueOf(crc.getValue()), CHECKSUM_DIGITS);
  }

  /** The number in base 62, most significant digit first. */
  private static String digits(BigInteger number, int count) {
    char[] text = new char[count];
    BigInteger rest = number;
    for (int i = count - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      text[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(text);
  }
}
