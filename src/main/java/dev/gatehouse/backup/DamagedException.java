package dev.gatehouse.backup;

import java.io.IOException;

/** The file is no backup, or not the one that was written. The message is a sentence. */
final class DamagedException extends IOException {
  DamagedException(String message) {
    super(message);
  }
}
