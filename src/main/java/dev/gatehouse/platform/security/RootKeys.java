package dev.gatehouse.platform.security;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The root keys at one moment, with what was derived from them. Thread-safe. */
public final class RootKeys {
  private final long epoch;
  private final List<RootKey> roots;
  private final Map<KeyUse, List<byte[]>> derived = new ConcurrentHashMap<>();

  RootKeys(long epoch, List<RootKey> roots) {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("there is no root key");
    }
    this.epoch = epoch;
    this.roots = List.copyOf(roots);
  }

  /** The number of the root for new data, which grows when it is replaced. */
  public long epoch() {
    return epoch;
  }

  /** The keys of a use, in the order of the roots: that for new data first. */
  public List<byte[]> of(KeyUse use) {
    List<byte[]> known = derived.get(use);
    return known != null
        ? known
        : derived.computeIfAbsent(
            use, wanted -> roots.stream().map(root -> root.derive(wanted)).toList());
  }
}
