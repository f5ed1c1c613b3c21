package dev.gatehouse.backup;

import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.security.DerivedKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The first line of a backup, and the seal of what follows: {@code gatehouse-backup 1 plain}, or
 * {@code gatehouse-backup 1 aes-256-gcm pbkdf2-hmac-sha256 ITERATIONS SALT CHECK}, where the check
 * is a MAC of what stands before it and tells a wrong passphrase.
 *
 * @param line with its end
 */
record Heading(String line, ChunkSeal seal) {
  private static final String NAME = "gatehouse-backup ";
  private static final int VERSION = 1;
  private static final String PLAIN = NAME + VERSION + " plain\n";
  private static final String ENCRYPTED = NAME + VERSION + " aes-256-gcm pbkdf2-hmac-sha256 ";
  private static final Pattern ENCRYPTED_LINE =
      Pattern.compile("(" + ENCRYPTED + "([1-9][0-9]{0,7}) ([0-9a-f]{32}) )([0-9a-f]{64})\n");
  private static final Pattern VERSIONED =
      Pattern.compile(NAME + "([0-9]{1,9})[ \n].*", Pattern.DOTALL);
  private static final int LONGEST = 256;

  private static final int ITERATIONS = 600_000;

  /** More would be somebody's attempt to keep this machine busy. */
  private static final int MOST_ITERATIONS = 10_000_000;

  private static final int SALT_BYTES = 16;
  private static final int KEY_BYTES = 32;
  private static final HexFormat HEX = HexFormat.of();

  /** The heading of a new backup. */
  static Heading make(Optional<SecretString> passphrase) {
    return passphrase.map(Heading::encrypted).orElseGet(Heading::plain);
  }

  private static Heading plain() {
    return new Heading(PLAIN, new DigestSeal(bytes(PLAIN)));
  }

  private static Heading encrypted(SecretString passphrase) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    byte[] keys = keys(passphrase, salt, ITERATIONS);
    String begin = ENCRYPTED + ITERATIONS + " " + HEX.formatHex(salt) + " ";
    return new Heading(begin + check(keys, begin) + "\n", sealOf(keys));
  }

  /**
   * Reads the heading.
   *
   * @throws DamagedException if this is no backup that can be read with that passphrase
   */
  static Heading read(InputStream in, Optional<SecretString> passphrase) throws IOException {
    String line = readLine(in);
    if (line.equals(PLAIN)) {
      if (passphrase.isPresent()) {
        throw new DamagedException(
            """
            The backup is not encrypted, but a passphrase is given. Whoever could write the file \
            may have replaced it. If you trust it, run this without a passphrase.\
            """);
      }
      return plain();
    }
    Matcher encrypted = ENCRYPTED_LINE.matcher(line);
    if (!encrypted.matches()) {
      throw new DamagedException(notABackup(line));
    }
    SecretString given =
        passphrase.orElseThrow(
            () ->
                new DamagedException(
                    """
                    The backup is encrypted. Give its passphrase by --passphrase-file or \
                    APP_BACKUP_PASSPHRASE.\
                    """));
    int iterations = Integer.parseInt(encrypted.group(2));
    if (iterations > MOST_ITERATIONS) {
      throw new DamagedException(
          "The backup asks for %d iterations, more than the %d that are allowed: it was changed."
              .formatted(iterations, MOST_ITERATIONS));
    }
    byte[] keys = keys(given, HEX.parseHex(encrypted.group(3)), iterations);
    String check = check(keys, encrypted.group(1));
    if (!MessageDigest.isEqual(bytes(check), bytes(encrypted.group(4)))) {
      throw new DamagedException(
          "The passphrase is not that of the backup, or the first line of the backup was changed.");
    }
    return new Heading(line, sealOf(keys));
  }

  /** Up to the end of the line, or as much as the longest heading has. */
  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && line.length() < LONGEST) {
      line.append((char) next);
      if (next == '\n') {
        break;
      }
      next = in.read();
    }
    return line.toString();
  }

  private static String notABackup(String line) {
    if (line.isEmpty()) {
      return "Standard input is empty; it must be a backup.";
    }
    Matcher versioned = VERSIONED.matcher(line);
    if (versioned.matches() && !versioned.group(1).equals(String.valueOf(VERSION))) {
      return """
          The backup has the format %s, and this release reads format %d. Use the release that made \
          it, or a newer one.\
          """
          .formatted(versioned.group(1), VERSION);
    }
    if (line.startsWith("PGDMP") || line.startsWith("--")) {
      return "This is no backup of Gatehouse. If it was made by pg_dump, restore it by pg_restore or psql.";
    }
    if (line.startsWith("\u001f\u008b")
        || line.startsWith("PK")
        || line.startsWith("(\u00b5/\u00fd")) {
      return """
          This is no backup of Gatehouse but a compressed file. If a backup is in it, unpack it first: \
          gunzip -c FILE | java -jar app.jar restore config.yml\
          """;
    }
    return NAME.startsWith(line) || line.startsWith(NAME)
        ? "The first line of the backup is damaged or cut off."
        : "This is no backup of Gatehouse: its first line must begin with \""
            + NAME.strip()
            + "\".";
  }

  private static ChunkSeal sealOf(byte[] keys) {
    return new CipherSeal(Arrays.copyOf(keys, KEY_BYTES));
  }

  private static String check(byte[] keys, String begin) {
    byte[] key = Arrays.copyOfRange(keys, KEY_BYTES, keys.length);
    return HEX.formatHex(DerivedKeys.hmac(key, bytes(begin)));
  }

  /** The key that encrypts, then the key of the check. */
  private static byte[] keys(SecretString passphrase, byte[] salt, int iterations) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(
              new PBEKeySpec(
                  passphrase.reveal().toCharArray(), salt, iterations, 2 * KEY_BYTES * Byte.SIZE))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] bytes() {
    return bytes(line);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
