package dev.gatehouse.passwords;

import java.util.Optional;

/** A format of stored passwords. Implementations are thread-safe. */
interface HashScheme {
  /**
   * Parses a stored hash. Empty if it is not of this scheme or asks for too much work: imported
   * hashes are untrusted input.
   */
  Optional<StoredHash> read(String stored);
}
