package dev.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * bcrypt as {@code $2b$}. bcrypt itself reads 72 bytes; of a longer password it is given the
 * SHA-384, so that the whole password counts.
 */
final class BcryptScheme implements HashScheme {
  private static final Pattern FORM =
      Pattern.compile("\\$2[aby]\\$(?:0[4-9]|[12]\\d|3[01])\\$[./A-Za-z0-9]{53}");
  private static final int MOST_BYTES = 72;
  private static final int SALT_BYTES = 16;

  private final int cost;
  private final SecureRandom random = new SecureRandom();

  BcryptScheme(int cost) {
    this.cost = cost;
  }

  @Override
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return OpenBSDBCrypt.generate("2b", input(password), salt, cost);
  }

  @Override
  public String decoy() {
    return String.format(Locale.ROOT, "$2b$%02d$", cost)
        + "gatehouse.nobodys.salt"
        + "x".repeat(31);
  }

  @Override
  public boolean recognises(String hash) {
    return FORM.matcher(hash).matches();
  }

  @Override
  public boolean matches(String password, String hash) {
    return OpenBSDBCrypt.checkPassword(hash, input(password));
  }

  @Override
  public boolean isOutdated(String hash) {
    return !hash.startsWith("$2b$") || Integer.parseInt(hash, 4, 6, 10) < cost;
  }

  private static byte[] input(String password) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MOST_BYTES) {
      return bytes;
    }
    try {
      return Base64.getEncoder().encode(MessageDigest.getInstance("SHA-384").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
