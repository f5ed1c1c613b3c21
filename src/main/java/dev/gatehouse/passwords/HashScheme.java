package dev.gatehouse.passwords;

import java.util.Optional;

/** One form in which passwords are stored. Implementations are thread-safe. */
interface HashScheme {
  /**
   * The hash of a stored text; empty if it is none of this scheme or asks for more work than one
   * check may take. What was stored elsewhere is input like any other.
   */
  Optional<StoredHash> read(String stored);
}
