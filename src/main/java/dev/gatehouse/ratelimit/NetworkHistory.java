package dev.gatehouse.ratelimit;

/** What the network of a sign-in is to the account. */
public enum NetworkHistory {
  /** The owner was there lately. */
  KNOWN,
  /** The owner was elsewhere lately. */
  NEW,
  /** The owner was nowhere lately, so that no network says anything. */
  FIRST
}
