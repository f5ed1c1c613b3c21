package dev.gatehouse.platform.security;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys for all declared uses, each derived once for each root. The roots may be replaced while
 * the keys are in use. Thread-safe.
 */
public final class DerivedKeys {
  private final Map<KeyUse, DerivedKey> handles = new ConcurrentHashMap<>();
  private volatile RootKeys roots;
  private volatile @Nullable KeyLease lease;
  private volatile @Nullable Set<KeyUse> declared;

  /**
   * Derives from root keys.
   *
   * @param roots the one for new data, then those that existing data may use besides
   */
  public DerivedKeys(List<RootKey> roots) {
    this(0, roots);
  }

  /** The same, with the epoch of the root for new data. */
  public DerivedKeys(long epoch, List<RootKey> roots) {
    this.roots = new RootKeys(epoch, roots);
  }

  /** Replaces the roots. */
  public void replace(long epoch, List<RootKey> successors) {
    roots = new RootKeys(epoch, successors);
  }

  /**
   * Refreshes the keys before a use if they were last {@link #renew renewed} longer ago than the
   * lease.
   *
   * @param since when they were read, as {@link System#nanoTime}
   */
  public void keepFresh(Duration lease, Runnable refresh, long since) {
    this.lease = new KeyLease(lease, refresh, since);
  }

  /** The keys were current at that {@link System#nanoTime}. */
  public void renew(long at) {
    KeyLease held = lease;
    if (held != null) {
      held.renew(at);
    }
  }

  /** The keys of this moment, for work that needs those of several uses to fit together. */
  public RootKeys now() {
    KeyLease held = lease;
    if (held != null) {
      held.require();
    }
    return roots;
  }

  /**
   * The keys for a use.
   *
   * @throws IllegalStateException if the uses are declared and it is not among them
   */
  public DerivedKey of(KeyUse use) {
    requireDeclared(use);
    return handles.computeIfAbsent(use, wanted -> new DerivedKey(this, wanted));
  }

  /**
   * Declares all uses there are, those included for which keys were asked for already.
   *
   * @throws IllegalStateException if one of these is missing, or two uses have the same key
   */
  public void declare(Collection<KeyUse> uses) {
    Set<String> labels = new HashSet<>();
    for (KeyUse use : uses) {
      if (!labels.add(use.label())) {
        throw new IllegalStateException("Two uses have the key " + use.label());
      }
    }
    declared = Set.copyOf(uses);
    handles.keySet().forEach(this::requireDeclared);
  }

  private void requireDeclared(KeyUse use) {
    Set<KeyUse> all = declared;
    if (all != null && !all.contains(use)) {
      throw new IllegalStateException("keyUses() of no module has the key " + use.label());
    }
  }

  /** HMAC-SHA256 of the concatenated parts. */
  public static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
