package dev.gatehouse.audit;

/**
 * A position in the chain.
 *
 * @param number the entry's number, 0 before the first one
 * @param seal MAC over all entries up to it
 */
public record ChainHead(long number, String seal) {
  /** Before the first entry. */
  static final ChainHead START = new ChainHead(0, "0".repeat(64));
}
