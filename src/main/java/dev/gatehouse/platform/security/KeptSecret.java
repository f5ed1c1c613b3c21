package dev.gatehouse.platform.security;

import dev.gatehouse.platform.config.OperatorFailure;
import dev.gatehouse.platform.config.SecretString;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A secret of the service's own making, kept in a file that its user alone can read. */
public final class KeptSecret {
  private static final int BYTES = 32;

  private KeptSecret() {}

  /** The secret in the file, which is made whole or not at all. */
  public static SecretString readOrMake(Path file) {
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      return new SecretString(Files.readString(file).strip());
    } catch (IOException e) {
      throw new OperatorFailure("The secret in " + file + " cannot be read or made: " + e, e);
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
