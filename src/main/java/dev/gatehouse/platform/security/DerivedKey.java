package dev.gatehouse.platform.security;

import java.util.List;

/**
 * The keys of one use, 32 bytes each, which follow the ring when its root is replaced. Thread-safe;
 * the arrays are not to be changed.
 */
public final class DerivedKey {
  private final DerivedKeys keys;
  private final KeyUse use;

  DerivedKey(DerivedKeys keys, KeyUse use) {
    this.keys = keys;
    this.use = use;
  }

  /** The key for new data. */
  public byte[] current() {
    return toRead().get(0);
  }

  /** The keys that existing data may use, the current one first. */
  public List<byte[]> toRead() {
    return keys.now().of(use);
  }

  /** The epoch of the current key. Ask before the key, so that it is never too high. */
  public long epoch() {
    return keys.now().epoch();
  }
}
