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
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A generated secret, stored in a file that only its owner can read. */
public final class SecretFile {
  private static final int BYTES = 32;

  private SecretFile() {}

  /**
   * Reads the secret, or atomically creates it.
   *
   * @param isInUse whether existing data depends on the secret, so that a new one would be useless
   * @throws OperatorException if the file is missing while its secret is in use; nothing is written
   */
  public static SecretString readOrCreate(Path file, BooleanSupplier isInUse) {
    try {
      if (Files.notExists(file)) {
        requireUnused(file, isInUse);
        create(file);
      }
      return read(file);
    } catch (IOException e) {
      throw new OperatorException("The secret in " + file + " cannot be read or made: " + e, e);
    }
  }

  /** The same without making one: empty if there is none, and nothing depends on it. */
  public static Optional<SecretString> find(Path file, BooleanSupplier isInUse) {
    try {
      if (Files.notExists(file)) {
        requireUnused(file, isInUse);
        return Optional.empty();
      }
      return Optional.of(read(file));
    } catch (IOException e) {
      throw new OperatorException("The secret in " + file + " cannot be read: " + e, e);
    }
  }

  private static SecretString read(Path file) throws IOException {
    String secret = Files.readString(file).strip();
    if (secret.length() < BYTES) {
      throw new OperatorException(
          "The secret in %s is shorter than %d characters: the file was cut or edited."
              .formatted(file, BYTES),
          "Restore it from a backup.");
    }
    return new SecretString(secret);
  }

  private static void requireUnused(Path file, BooleanSupplier isInUse) {
    if (isInUse.getAsBoolean()) {
      throw new OperatorException(
          """
          The secret in %s is missing, but the database depends on it: without it no session, \
          second factor or audit trail can be read. Nothing was written.\
          """
              .formatted(file),
          "Restore the file from a backup, or set APP_JWT_SECRET to its content.");
    }
  }

  private static void create(Path file) throws IOException {
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
      // another process created it first, and its secret counts
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.delete(draft);
  }
}
