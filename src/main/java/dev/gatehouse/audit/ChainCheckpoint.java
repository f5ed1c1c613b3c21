package dev.gatehouse.audit;

/**
 * Where the chain begins or ends.
 *
 * @param mac shows that the service itself has set it there
 */
public record ChainCheckpoint(String name, long number, String seal, String mac) {
  /** The last entry that was pruned. */
  static final String ANCHOR = "anchor";

  /** The newest entry that was chained. */
  static final String HEAD = "head";

  ChainHead head() {
    return new ChainHead(number, seal);
  }
}
