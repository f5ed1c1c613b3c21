package dev.gatehouse.audit;

/**
 * The keys that sealed a part of the trail before they were replaced, as they are stored.
 *
 * @param number the last entry of the part
 * @param seal of that entry
 * @param keys encrypted and bound to both, in hexadecimal digits
 */
public record RetiredKey(long number, String seal, String keys) {
  ChainHead head() {
    return new ChainHead(number, seal);
  }

  RetiredKey with(String encrypted) {
    return new RetiredKey(number, seal, encrypted);
  }

  /** What the encrypted keys are bound to. */
  String boundTo() {
    return "audit:" + number + ':' + seal;
  }
}
