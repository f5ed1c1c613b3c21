package dev.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * bcrypt in two forms. The standard one, {@code $2b$} and also {@code $2a$} and {@code $2y$}, uses
 * the first 72 bytes of a password. Our own for longer passwords, {@code $bcrypt-sha384$2b$}, uses
 * the SHA-384 of the whole password.
 *
 * <p>The prefix selects the form, so a foreign hash is verified the way it was made, and once. A
 * password of exactly 72 bytes takes our form too: bcrypt includes the terminating NUL of shorter
 * ones, so no longer password matches them when cut off.
 */
final class BcryptScheme implements PreferredScheme {
  private static final int MOST_BYTES = 72;
  private static final int SALT_BYTES = 16;
  private static final int LEAST_COST = 4;
  private static final int MOST_COST = 16;

  /** The setup of a hash costs as much as 0.7 rounds: 713 encryptions beside 1,042 of a round. */
  private static final double SETUP_ROUNDS = 0.7;

  private static final String WHOLE = "$bcrypt-sha384";
  private static final String VERSION = "2b";
  private static final String ALPHABET =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static final Pattern FORM =
      Pattern.compile(
          "(\\$bcrypt-sha384)?(\\$2[aby]\\$)([0-9]{2})(\\$[./A-Za-z0-9]{21})([./A-Za-z0-9])([./A-Za-z0-9]{31})");

  private final int cost;
  private final SecureRandom random = new SecureRandom();

  BcryptScheme(int cost) {
    this.cost = cost;
  }

  private record Hash(boolean whole, String text, int cost) implements StoredHash {
    @Override
    public boolean matches(String password) {
      byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
      return OpenBSDBCrypt.checkPassword(text, whole ? digest(bytes) : cut(bytes));
    }

    @Override
    public long effort() {
      return 1L << cost;
    }

    boolean isOfVersion(String version) {
      return text.startsWith("$" + version + "$");
    }
  }

  @Override
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    return isLong(bytes)
        ? WHOLE + OpenBSDBCrypt.generate(VERSION, digest(bytes), salt, cost)
        : OpenBSDBCrypt.generate(VERSION, bytes, salt, cost);
  }

  @Override
  public StoredHash decoy() {
    String text =
        "$%s$%02d$%s%s".formatted(VERSION, cost, "gatehouse.nobodys.salu", "x".repeat(31));
    return new Hash(false, text, cost);
  }

  @Override
  public Optional<StoredHash> read(String stored) {
    return parse(stored).map(hash -> hash);
  }

  @Override
  public boolean isOutdated(String password, String stored) {
    boolean isLong = isLong(password.getBytes(StandardCharsets.UTF_8));
    return parse(stored)
        .filter(hash -> hash.isOfVersion(VERSION) && hash.cost() == cost)
        .filter(hash -> hash.whole() || !isLong)
        .isEmpty();
  }

  /** Only powers of two can be run, so that the last part is left to chance: right on average. */
  @Override
  public void burn(double share) {
    double rounds = share * roundsOf(cost);
    for (int part = cost; part >= LEAST_COST; part--) {
      if (rounds >= roundsOf(part)) {
        burnPart(part);
        rounds -= roundsOf(part);
      }
    }
    if (random.nextDouble() * roundsOf(LEAST_COST) < rounds) {
      burnPart(LEAST_COST);
    }
  }

  private static double roundsOf(int cost) {
    return (1L << cost) + SETUP_ROUNDS;
  }

  private static void burnPart(int cost) {
    byte[] nothing = new byte[SALT_BYTES];
    OpenBSDBCrypt.generate(VERSION, nothing, nothing, cost);
  }

  private static Optional<Hash> parse(String stored) {
    Matcher form = FORM.matcher(stored);
    if (!form.matches()) {
      return Optional.empty();
    }
    int cost = Integer.parseInt(form.group(3));
    if (cost < LEAST_COST || cost > MOST_COST) {
      return Optional.empty();
    }
    // 22 characters hold four bits more than a salt; some systems leave them random
    char last = ALPHABET.charAt(ALPHABET.indexOf(form.group(5)) & 0x30);
    String text = form.group(2) + form.group(3) + form.group(4) + last + form.group(6);
    return Optional.of(new Hash(form.group(1) != null, text, cost));
  }

  private static boolean isLong(byte[] bytes) {
    return bytes.length >= MOST_BYTES;
  }

  private static byte[] cut(byte[] bytes) {
    return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
  }

  /** Base64, because bcrypt stops at a zero byte. */
  private static byte[] digest(byte[] bytes) {
    try {
      return Base64.getEncoder().encode(MessageDigest.getInstance("SHA-384").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
