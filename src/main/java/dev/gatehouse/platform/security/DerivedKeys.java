package dev.gatehouse.platform.security;

import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The keys for all declared uses, each derived once. Thread-safe. */
public final class DerivedKeys {
  private final List<RootKey> roots;
  private final Map<KeyUse, DerivedKey> derived = new ConcurrentHashMap<>();
  private volatile @Nullable Set<KeyUse> declared;

  /**
   * Derives from root keys.
   *
   * @param roots the one for new data, then those that existing data may use besides
   */
  public DerivedKeys(List<RootKey> roots) {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("there is no root key");
    }
    this.roots = List.copyOf(roots);
  }

  /**
   * The keys for a use.
   *
   * @throws IllegalStateException if the uses are declared and it is not among them
   */
  public DerivedKey of(KeyUse use) {
    requireDeclared(use);
    return derived.computeIfAbsent(
        use, wanted -> new DerivedKey(roots.stream().map(root -> root.derive(wanted)).toList()));
  }

  /**
   * Declares all uses there are, those included for which keys were derived already.
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
    derived.keySet().forEach(this::requireDeclared);
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
