package dev.gatehouse.keyring;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.security.DerivedKey;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import dev.gatehouse.platform.security.RootKey;
import dev.gatehouse.platform.security.Secrets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Wraps root keys under the secret, and unwraps those under the secret or the previous one. A
 * wrapped key is bound to its row and to whether it is the current one. Thread-safe.
 */
final class Wrapping {
  private static final HexFormat HEX = HexFormat.of();

  private final String source;
  private final Encryptor encryptor;
  private final DerivedKey under;

  Wrapping(Secrets secrets) {
    DerivedKeys keys = new DerivedKeys(rootsOf(secrets));
    this.source = secrets.source();
    this.encryptor = new Encryptor(keys, RingKeyUse.WRAPPING);
    this.under = keys.of(RingKeyUse.WRAPPED_UNDER);
  }

  /** The keys from which earlier releases derived all others, that of the secret first. */
  static List<RootKey> rootsOf(Secrets secrets) {
    Stream<SecretString> all =
        Stream.concat(Stream.of(secrets.current()), secrets.previous().stream());
    return all.distinct().map(RootKey::of).toList();
  }

  /** Wraps a new key of the ring. */
  WrappedKey wrap(RootKey key, boolean isCurrent, long epoch) {
    return wrap(key, UUID.randomUUID(), isCurrent, epoch);
  }

  private WrappedKey wrap(RootKey key, UUID id, boolean isCurrent, long epoch) {
    byte[] wrapped = encryptor.encrypt(key.bytes(), boundTo(id, isCurrent));
    return new WrappedKey(
        id, isCurrent, HEX.formatHex(wrapped), HEX.formatHex(under.current()), epoch);
  }

  /** The same key under the secret. */
  WrappedKey rewrap(WrappedKey key) {
    return rewrap(key, key.isCurrent());
  }

  /** The same, as the current key or an older one. */
  WrappedKey rewrap(WrappedKey key, boolean isCurrent) {
    return wrap(unwrap(key), key.id(), isCurrent, key.epoch());
  }

  /** What tells the secret. */
  String current() {
    return HEX.formatHex(under.current());
  }

  /** What tells the previous secret; empty if there is none, or it is the same. */
  Optional<String> previous() {
    return under.toRead().stream().skip(1).findFirst().map(HEX::formatHex);
  }

  /** Whether it is wrapped under the secret, not the previous one. */
  boolean isUnderCurrent(WrappedKey key) {
    return key.wrappedUnder().equals(current());
  }

  /**
   * Unwraps a key.
   *
   * @throws OperatorException if it is wrapped under another secret, or was altered
   */
  RootKey unwrap(WrappedKey key) {
    if (under.toRead().stream().map(HEX::formatHex).noneMatch(key.wrappedUnder()::equals)) {
      throw doesNotFit(source);
    }
    return encryptor
        .decrypt(HEX.parseHex(key.wrapped()), boundTo(key.id(), key.isCurrent()))
        .filter(bytes -> bytes.length == RootKey.BYTES)
        .map(RootKey::of)
        .orElseThrow(
            () ->
                new OperatorException(
                    "The row %s of the table key_ring was altered: its key cannot be unwrapped, although the secret fits. Restore the table from a backup. Nothing was written."
                        .formatted(key.id())));
  }

  static OperatorException doesNotFit(String source) {
    return new OperatorException(
        "The secret in %s does not fit what this database stores: it was set up with another secret."
            .formatted(source),
        "Start with that one, or name it in APP_JWT_SECRET_PREVIOUS beside the new one.");
  }

  private static String boundTo(UUID id, boolean isCurrent) {
    return "key_ring:" + id + (isCurrent ? ":current" : ":older");
  }
}
