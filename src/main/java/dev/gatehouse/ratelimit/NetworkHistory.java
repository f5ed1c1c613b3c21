package dev.gatehouse.ratelimit;

/** How an account has used the network of a sign-in before. */
public enum NetworkHistory {
  /** The owner used it recently. */
  KNOWN,
  /** The owner recently used only other networks. */
  NEW,
  /** The owner has used no network recently, so this one means nothing. */
  FIRST
}
