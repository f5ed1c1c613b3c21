package dev.gatehouse.tokens;

import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.security.KeyUse;
import java.util.Set;

/**
 * Replaces the signing keys, whose private parts others may know: a new one signs as soon as all
 * nodes know it, and then the old ones are retired at once.
 */
final class ReplacedKeys implements RekeyStep {
  private final SigningKeyService keys;

  ReplacedKeys(SigningKeyService keys) {
    this.keys = keys;
  }

  @Override
  public String name() {
    return "signing_keys";
  }

  @Override
  public String outcome() {
    return "signing keys replaced";
  }

  @Override
  public Set<KeyUse> uses() {
    return Set.of(TokenKeyUse.values());
  }

  @Override
  public void requireReady() {
    keys.requireAlgorithm();
  }

  @Override
  public Part next(String position, Rekeying rekeying) {
    if (position.isEmpty()) {
      return keys.publishSuccessor(rekeying.origin())
          .map(Part::waiting)
          .orElseGet(() -> Part.last(keys.retireBefore("", rekeying.origin())));
    }
    return keys.signsEverywhere(position)
        ? Part.last(keys.retireBefore(position, rekeying.origin()))
        : Part.waiting(position);
  }
}
