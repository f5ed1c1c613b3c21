package dev.gatehouse.platform.security;

/**
 * What a key is derived for. Each feature has one enum of its uses, which its module declares; no
 * key can be derived for anything else.
 */
public interface KeyUse {
  /** Tells the key from all others. Stored data depends on it, so it never changes. */
  String label();

  /** What the key protects, in a few words. */
  String purpose();

  /** What becomes of the data under the key when the root of the ring is replaced. */
  OnRekey onRekey();
}
