package dev.gatehouse.passwords;

/** A scheme that makes new hashes too, with the configured effort. */
interface PreferredScheme extends HashScheme {
  /** A new hash with a salt of its own. */
  String hash(String password);

  /** A hash that no password has and that takes as long to check as a new one. */
  StoredHash decoy();

  /**
   * Whether a new hash of the password, which is the right one, would have another form or other
   * parameters than the stored one. A dearer hash is outdated too: its time tells that the address
   * has an account.
   */
  boolean isOutdated(String password, String stored);

  /** Works as long as a check of a new hash takes, times the share. */
  void burn(double share);
}
