package dev.gatehouse.audit;

import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys under which older parts of the trail were sealed. A replaced key may be known to others,
 * so it proves nothing by itself: the seal at the end of its part is kept under the current one,
 * and with a known key, too, nobody finds other entries that lead to that seal. Thread-safe.
 */
final class RetiredKeys {
  private static final int KEY_BYTES = 32;

  private final AuditDao dao;
  private final Encryptor encryptor;

  RetiredKeys(AuditDao dao, DerivedKeys keys) {
    this.dao = dao;
    this.encryptor = new Encryptor(keys, AuditKeyUse.RETIRED);
  }

  /** The parts with their keys, which were genuine when this was read. */
  static final class Parts {
    private final NavigableMap<Long, List<byte[]>> keys = new TreeMap<>();
    private final List<ChainHead> ends = new ArrayList<>();
    private final Optional<ChainHead> forged;

    Parts(Map<RetiredKey, Optional<byte[]>> stored) {
      stored.forEach(
          (part, opened) ->
              opened.ifPresent(
                  bytes -> {
                    ends.add(part.head());
                    keys.put(part.number(), split(bytes));
                  }));
      this.forged =
          stored.entrySet().stream()
              .filter(part -> part.getValue().isEmpty())
              .map(part -> part.getKey().head())
              .findFirst();
    }

    private static List<byte[]> split(byte[] bytes) {
      List<byte[]> keys = new ArrayList<>();
      for (int at = 0; at + KEY_BYTES <= bytes.length; at += KEY_BYTES) {
        keys.add(Arrays.copyOfRange(bytes, at, at + KEY_BYTES));
      }
      return keys;
    }

    /** The keys of the part with that entry; empty if it is not in any. */
    Optional<List<byte[]>> of(long number) {
      return Optional.ofNullable(keys.ceilingEntry(number)).map(Map.Entry::getValue);
    }

    /** The last entries of the parts. */
    List<ChainHead> ends() {
      return List.copyOf(ends);
    }

    /** A part whose stored keys or seal were altered. */
    Optional<ChainHead> forged() {
      return forged;
    }
  }

  Parts read() {
    Map<RetiredKey, Optional<byte[]>> opened =
        new TreeMap<>(Comparator.comparing(RetiredKey::number));
    dao.listRetired()
        .forEach(
            part ->
                opened.put(
                    part, encryptor.decrypt(HexFormat.of().parseHex(part.keys()), part.boundTo())));
    return new Parts(opened);
  }

  /** The end of the newest part. */
  Optional<ChainHead> last() {
    return dao.listRetired().stream().reduce((earlier, later) -> later).map(RetiredKey::head);
  }

  /** Ends a part, whose entries are verified by these keys from then on. */
  void add(ChainHead end, List<byte[]> keys, Instant now) {
    byte[] all = new byte[keys.size() * KEY_BYTES];
    for (int i = 0; i < keys.size(); i++) {
      System.arraycopy(keys.get(i), 0, all, i * KEY_BYTES, KEY_BYTES);
    }
    RetiredKey part = new RetiredKey(end.number(), end.seal(), "");
    dao.insertRetired(
        part.with(HexFormat.of().formatHex(encryptor.encrypt(all, part.boundTo()))), now);
  }

  /** Encrypts the keys of earlier parts under the current key. */
  void renew() {
    for (RetiredKey part : dao.listRetired()) {
      encryptor
          .renew(HexFormat.of().parseHex(part.keys()), part.boundTo())
          .ifPresent(keys -> dao.updateRetired(part.with(HexFormat.of().formatHex(keys))));
    }
  }
}
