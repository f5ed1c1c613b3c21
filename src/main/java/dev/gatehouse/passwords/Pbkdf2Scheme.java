package dev.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 with SHA-256 in the formats of passlib and Django; only verified, never written. */
final class Pbkdf2Scheme implements HashScheme {
  private static final int TAG_BITS = 256;
  private static final int MOST_ROUNDS = 5_000_000;

  /** Base64 without padding, with a dot instead of the plus. */
  private static final Pattern PASSLIB =
      Pattern.compile(
          "\\$pbkdf2-sha256\\$([1-9][0-9]{0,6})\\$([A-Za-z0-9./]{2,128})\\$([A-Za-z0-9./]{43})");

  /** The salt is plain text; only the tag is Base64. */
  private static final Pattern DJANGO =
      Pattern.compile("pbkdf2_sha256\\$([1-9][0-9]{0,6})\\$([^$]{1,128})\\$([A-Za-z0-9+/]{43}=)");

  private static final class Hash implements StoredHash {
    private final int rounds;
    private final byte[] salt;
    private final byte[] tag;

    Hash(int rounds, byte[] salt, byte[] tag) {
      this.rounds = rounds;
      this.salt = salt;
      this.tag = tag;
    }

    @Override
    public boolean matches(String password) {
      try {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, TAG_BITS);
        return MessageDigest.isEqual(
            tag,
            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public long effort() {
      return rounds;
    }
  }

  @Override
  public Optional<StoredHash> read(String stored) {
    Matcher passlib = PASSLIB.matcher(stored);
    Matcher django = DJANGO.matcher(stored);
    try {
      if (passlib.matches()) {
        return bounded(passlib.group(1), base64(passlib.group(2)), base64(passlib.group(3)));
      }
      if (django.matches()) {
        byte[] salt = django.group(2).getBytes(StandardCharsets.UTF_8);
        return bounded(django.group(1), salt, base64(django.group(3)));
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<StoredHash> bounded(String rounds, byte[] salt, byte[] tag) {
    return Optional.of(Integer.parseInt(rounds))
        .filter(number -> number <= MOST_ROUNDS)
        .map(number -> new Hash(number, salt, tag));
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text.replace('.', '+'));
  }
}
