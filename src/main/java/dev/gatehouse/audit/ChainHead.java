package dev.gatehouse.audit;

/**
 * A point of the chain.
 *
 * @param number of the entry, 0 before the first one
 * @param seal over all entries up to it
 */
public record ChainHead(long number, String seal) {
  /** Before the first entry. */
  static final ChainHead START = new ChainHead(0, "0".repeat(64));
}
