package dev.gatehouse.passwords;

/** A parsed hash with bounded parameters. */
interface StoredHash {
  boolean matches(String password);

  /** The work of one verification, in units of its scheme. */
  long effort();
}
