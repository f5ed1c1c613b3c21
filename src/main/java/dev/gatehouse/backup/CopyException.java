package dev.gatehouse.backup;

import java.io.Serial;

/** A failure of the database, which is the cause. */
final class CopyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  CopyException(Throwable cause) {
    super(cause);
  }
}
