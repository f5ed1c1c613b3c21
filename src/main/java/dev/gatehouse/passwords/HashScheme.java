package dev.gatehouse.passwords;

/** One way of storing passwords. Implementations are stateless and slow on purpose. */
interface HashScheme {
  /** A new hash, with a salt of its own, of a password in NFKC. */
  String hash(String password);

  /** A hash that no password has, of the same cost to check. */
  String decoy();

  /** Whether the stored hash is one of this scheme's. */
  boolean recognises(String hash);

  boolean matches(String password, String hash);

  /**
   * Whether a hash that this scheme recognises was made with weaker parameters than new ones are.
   */
  boolean isOutdated(String hash);
}
