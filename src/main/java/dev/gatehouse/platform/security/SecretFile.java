package dev.gatehouse.platform.security;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.config.SecretString;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/** A secret of the service's own making, kept in a file that its user alone can read. */
public final class SecretFile {
  private static final int BYTES = 32;

  private SecretFile() {}

  /**
   * The secret in the file, which is made whole or not at all.
   *
   * @param isInUse whether there is data made with that secret, so that a new one would be useless
   * @throws OperatorException if the file is gone though its secret is in use; nothing is written
   *     then
   */
  public static SecretString readOrMake(Path file, BooleanSupplier isInUse) {
    try {
      if (Files.notExists(file)) {
        requireUnused(file, isInUse);
        make(file);
      }
      String secret = Files.readString(file).strip();
      if (secret.length() < BYTES) {
        throw new OperatorException(
            "The secret in %s is shorter than %d characters: the file was cut or edited. Put it back from a backup."
                .formatted(file, BYTES));
      }
      return new SecretString(secret);
    } catch (IOException e) {
      throw new OperatorException("The secret in " + file + " cannot be read or made: " + e, e);
    }
  }

  private static void requireUnused(Path file, BooleanSupplier isInUse) {
    if (isInUse.getAsBoolean()) {
      throw new OperatorException(
          """
          The secret in %s is gone, and the database was set up with it: without it, nobody's session, \
          second factor or audit trail can be read. Nothing was written. Put the file back from a \
          backup, or set APP_JWT_SECRET to what stood in it.\
          """
              .formatted(file));
    }
  }

  private static void make(Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            ".secret",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n");
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // another process was first, and its secret is the one
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.delete(draft);
  }
}
