package dev.gatehouse.tokens;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The signing keys of one version. Immutable. */
final class KnownKeys {
  private static final Comparator<UsableKey> BY_FIRST_USE =
      Comparator.comparing(
          key -> key.stored().firstSignedAt(), Comparator.nullsFirst(Comparator.naturalOrder()));

  private final SigningState state;
  private final List<SigningKey> stored;
  private final List<UsableKey> usable;
  private final Map<String, UsableKey> byKid = new HashMap<>();
  private final KeySet keySet;

  /**
   * The keys.
   *
   * @param stored the newest first
   */
  KnownKeys(SigningState state, List<SigningKey> stored, KeySealer sealer) {
    this.state = state;
    this.stored = List.copyOf(stored);
    this.usable = stored.stream().map(sealer::open).flatMap(Optional::stream).toList();
    usable.forEach(key -> byKid.put(key.kid(), key));
    this.keySet = new KeySet(usable.stream().<Object>map(UsableKey::jwk).toList());
  }

  SigningState state() {
    return state;
  }

  /** All keys, retired ones too, the newest first. */
  List<SigningKey> stored() {
    return stored;
  }

  /** The key with that id that is not retired. */
  Optional<UsableKey> find(String kid) {
    return Optional.ofNullable(byKid.get(kid));
  }

  boolean isRetired(String kid) {
    return stored.stream().anyMatch(key -> key.isRetired() && key.kid().equals(kid));
  }

  /** Whether there is a key of that algorithm, which signs or is to sign. */
  boolean has(KeyAlgorithm algorithm) {
    return usable.stream().anyMatch(key -> key.algorithm() == algorithm);
  }

  /** Whether any key signs or has signed. */
  boolean hasSigner() {
    return usable.stream().anyMatch(key -> key.stored().hasSigned());
  }

  boolean isEmpty() {
    return usable.isEmpty();
  }

  /**
   * The key that a node with that algorithm signs with: its newest, or, until that may sign, the
   * newest of another algorithm.
   */
  Optional<UsableKey> signing(KeyAlgorithm algorithm) {
    List<UsableKey> signers = usable.stream().filter(key -> key.stored().hasSigned()).toList();
    return signers.stream()
        .filter(key -> key.algorithm() == algorithm)
        .max(BY_FIRST_USE)
        .or(() -> signers.stream().max(BY_FIRST_USE));
  }

  /** The key of that algorithm that is published and has not signed yet. */
  Optional<UsableKey> next(KeyAlgorithm algorithm) {
    return usable.stream()
        .filter(key -> key.algorithm() == algorithm && !key.stored().hasSigned())
        .findFirst();
  }

  /** The public keys for verifiers. */
  KeySet keySet() {
    return keySet;
  }

  /** The kids of the key set, by which it differs from all others. */
  String kids() {
    return String.join(" ", usable.stream().map(UsableKey::kid).toList());
  }
}
