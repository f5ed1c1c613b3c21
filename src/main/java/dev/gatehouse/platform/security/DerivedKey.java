package dev.gatehouse.platform.security;

import java.util.List;

/** The keys of one use, 32 bytes each. Immutable; the arrays are not to be changed. */
public final class DerivedKey {
  private final List<byte[]> keys;

  DerivedKey(List<byte[]> keys) {
    this.keys = List.copyOf(keys);
  }

  /** The key for new data. */
  public byte[] current() {
    return keys.get(0);
  }

  /** The keys that existing data may use, the current one first. */
  public List<byte[]> toRead() {
    return keys;
  }
}
