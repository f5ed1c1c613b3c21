package dev.gatehouse.passwords;

/** A hash whose parameters are known and bounded. */
interface StoredHash {
  boolean matches(String password);

  /** The work of one check, in units of its scheme. */
  long effort();
}
