package dev.gatehouse.clients;

import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKey;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.ratelimit.ClientNetwork;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stands for keys and networks in the database, which alone reveals neither. With several keys in
 * the ring each has several digests. Thread-safe.
 */
final class KeyDigests {
  private final DerivedKey ofKeys;
  private final DerivedKey ofNetworks;

  KeyDigests(DerivedKeys keys) {
    this.ofKeys = keys.of(ClientKeyUse.API_KEY);
    this.ofNetworks = keys.of(ClientKeyUse.NETWORK);
  }

  /** The epoch of the keys for new data. Ask before, so that it is never too high. */
  long epoch() {
    return ofKeys.epoch();
  }

  /** The digest that is stored, then those under older keys of the ring. */
  List<String> of(String key) {
    return digests(ofKeys, key);
  }

  /** The same for the network of a client. */
  List<String> of(InetAddress client) {
    return digests(ofNetworks, ClientNetwork.network(client));
  }

  private static List<String> digests(DerivedKey keys, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return keys.toRead().stream()
        .map(key -> Base64Url.encode(DerivedKeys.hmac(key, bytes)))
        .toList();
  }
}
