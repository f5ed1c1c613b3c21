package dev.gatehouse.passwords;

/** A scheme that also makes new hashes, with the configured effort. */
interface PreferredScheme extends HashScheme {
  /** A new hash with a random salt. */
  String hash(String password);

  /** A hash that matches no password and takes as long to verify as a new one. */
  StoredHash decoy();

  /**
   * Whether a new hash of the (correct) password would differ in form or parameters from the stored
   * one. A more expensive hash is outdated too, because its time reveals that the account exists.
   */
  boolean isOutdated(String password, String stored);

  /** Burns CPU for this share of one verification. */
  void burn(double share);
}
