package dev.gatehouse.tokens;

import java.util.List;
import java.util.Optional;

/** Keys that never change. The first of them signs, or the secret if there are none. */
record FixedKeys(boolean acceptsHs256, List<UsableKey> keys) implements TokenKeys {
  static final FixedKeys SECRET_ALONE = new FixedKeys(true, List.of());

  static FixedKeys of(UsableKey... keys) {
    return new FixedKeys(false, List.of(keys));
  }

  @Override
  public boolean signsWithSecret() {
    return keys.isEmpty();
  }

  @Override
  public Optional<UsableKey> signing() {
    return keys.stream().findFirst();
  }

  @Override
  public Optional<UsableKey> find(String kid) {
    return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  @Override
  public boolean accepts(String kid) {
    return find(kid).isPresent();
  }
}
