package dev.gatehouse.audit;

/**
 * The stored beginning or end of the chain.
 *
 * @param mac proves that the service wrote it
 */
public record ChainCheckpoint(String name, long number, String seal, String mac) {
  /** The last entry that was pruned. */
  static final String ANCHOR = "anchor";

  /** The newest chained entry. */
  static final String HEAD = "head";

  ChainHead head() {
    return new ChainHead(number, seal);
  }
}
