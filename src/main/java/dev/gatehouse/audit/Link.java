package dev.gatehouse.audit;

/**
 * A point of the chain.
 *
 * @param number of the entry, 0 before the first one
 * @param seal over all entries up to it
 */
public record Link(long number, String seal) {
  /** Before the first entry. */
  static final Link START = new Link(0, "0".repeat(64));
}
