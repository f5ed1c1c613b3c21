package dev.gatehouse.audit;

import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.DerivedKey;
import dev.gatehouse.platform.security.DerivedKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes and verifies the trail's MACs. Those made under an older key of the ring stay valid.
 * Thread-safe.
 */
final class AuditMac {
  private static final int SALT = 16;
  private static final int ADDRESS_DIGITS = 32;

  private final DerivedKey key;
  private final DerivedKey addressKey;
  private final SecureRandom random = new SecureRandom();

  AuditMac(DerivedKeys keys) {
    this.key = keys.of(AuditKeyUse.CHAIN);
    this.addressKey = keys.of(AuditKeyUse.ADDRESS);
  }

  /** The epoch of the current key. Ask before, so that it is never too high. */
  long epoch() {
    return key.epoch();
  }

  /** The keys of the chain that are in use. */
  List<byte[]> chainKeys() {
    return key.toRead();
  }

  String newSalt() {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }

  /** Stands in the chain for erasable values; reveals nothing once the salt is erased. */
  static String digest(String salt, @Nullable String... values) {
    byte[] mac = DerivedKeys.hmac(HexFormat.of().parseHex(salt), message("erasable", values));
    return HexFormat.of().formatHex(mac);
  }

  /** Stands for an address without an account. */
  String addressDigest(String address) {
    byte[] mac = DerivedKeys.hmac(addressKey.current(), address.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(mac).substring(0, ADDRESS_DIGITS);
  }

  /** The entry with its own MAC. */
  AuditEntry sign(AuditEntry entry) {
    return entry.withMac(compute(entryMessage(entry)));
  }

  /**
   * Whether the entry is as it was written, apart from legitimate erasure.
   *
   * @param keys those of its part of the trail
   */
  boolean isIntact(AuditEntry entry, List<byte[]> keys) {
    return isValid(entry.mac(), entryMessage(entry), keys)
        && isOriginIntact(entry)
        && isDetailIntact(entry);
  }

  private boolean isOriginIntact(AuditEntry entry) {
    String salt = entry.originSalt();
    if (salt != null) {
      return digest(salt, entry.ip(), entry.userAgent()).equals(entry.originDigest());
    }
    return entry.ip() == null
        && entry.userAgent() == null
        && isErased(entry, Objects.toString(entry.userId(), ""));
  }

  private boolean isDetailIntact(AuditEntry entry) {
    String salt = entry.detailSalt();
    if (salt != null) {
      return digest(salt, entry.detail()).equals(entry.detailDigest());
    }
    boolean byTarget =
        entry.targetType().equals(AuditTarget.USER) && isErased(entry, entry.targetId());
    return entry.detail() == null
        && (byTarget || isErased(entry, Objects.toString(entry.userId(), "")));
  }

  /** Proves that an entry was erased because the user was deleted. */
  String erasure(long userId) {
    return compute(erasureMessage(Long.toString(userId)));
  }

  /** The proof under the current key; empty if it is that already, or not of that user. */
  Optional<String> renewErasure(String erasure, String userId) {
    byte[] message = erasureMessage(userId);
    return isValid(erasure, message, List.of(key.current())) || !isValid(erasure, message)
        ? Optional.empty()
        : Optional.of(compute(message));
  }

  private boolean isErased(AuditEntry entry, String userId) {
    String erasure = entry.erasure();
    return erasure != null && isValid(erasure, erasureMessage(userId));
  }

  private static byte[] erasureMessage(String userId) {
    return message("erasure", userId);
  }

  /** The head after an entry with that MAC is appended. */
  ChainHead next(ChainHead before, String mac) {
    long number = before.number() + 1;
    return new ChainHead(number, compute(headMessage(before, number, mac)));
  }

  /**
   * Whether the seal chains an entry with that MAC to the head before it, under one of the keys.
   */
  boolean isNext(ChainHead before, String mac, @Nullable String seal, List<byte[]> keys) {
    return seal != null && isValid(seal, headMessage(before, before.number() + 1, mac), keys);
  }

  private static byte[] headMessage(ChainHead before, long number, String mac) {
    return message("link", before.seal(), Long.toString(number), mac);
  }

  ChainCheckpoint checkpoint(String name, ChainHead head) {
    return new ChainCheckpoint(
        name, head.number(), head.seal(), compute(checkpointMessage(name, head)));
  }

  boolean isGenuine(ChainCheckpoint checkpoint) {
    return isValid(checkpoint.mac(), checkpointMessage(checkpoint.name(), checkpoint.head()));
  }

  private static byte[] checkpointMessage(String name, ChainHead head) {
    return message("bound", name, Long.toString(head.number()), head.seal());
  }

  private static byte[] entryMessage(AuditEntry entry) {
    Actor actor = entry.actor();
    List<@Nullable String> parts = new ArrayList<>();
    parts.add(Long.toString(entry.id()));
    parts.add(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at())));
    parts.add(actor == null ? null : actor.text());
    parts.add(entry.action());
    parts.add(entry.targetType());
    parts.add(entry.targetId());
    parts.add(entry.requestId());
    parts.add(entry.originDigest());
    parts.add(entry.detailDigest());
    if (entry.actorKeyId() != null) {
      // not of entries without a key, whose MACs may be older than keys
      parts.add(entry.actorKeyId().toString());
    }
    return message("entry", parts.toArray(String[]::new));
  }

  private String compute(byte[] message) {
    return HexFormat.of().formatHex(DerivedKeys.hmac(key.current(), message));
  }

  private boolean isValid(String mac, byte[] message) {
    return isValid(mac, message, key.toRead());
  }

  private static boolean isValid(String mac, byte[] message, List<byte[]> keys) {
    byte[] expected = HexFormat.of().parseHex(mac);
    return keys.stream()
        .anyMatch(each -> MessageDigest.isEqual(DerivedKeys.hmac(each, message), expected));
  }

  /** Prefixes each part with its length, so that no two lists of parts give the same bytes. */
  private static byte[] message(String purpose, @Nullable String... parts) {
    byte[][] texts = new byte[parts.length][];
    int size = Integer.BYTES + purpose.length();
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      texts[i] = part == null ? null : part.getBytes(StandardCharsets.UTF_8);
      size += Integer.BYTES + (texts[i] == null ? 0 : texts[i].length);
    }
    ByteBuffer message = ByteBuffer.allocate(size);
    message.putInt(purpose.length()).put(purpose.getBytes(StandardCharsets.US_ASCII));
    for (byte[] text : texts) {
      message.putInt(text == null ? -1 : text.length);
      if (text != null) {
        message.put(text);
      }
    }
    return message.array();
  }
}
