package dev.gatehouse.clients;

import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.ratelimit.ClientNetwork;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stands for keys and networks in the database, which alone reveals neither. While the secret is
 * being changed each has two digests. Thread-safe.
 */
final class KeyDigests {
  private final List<byte[]> ofKeys;
  private final List<byte[]> ofNetworks;

  KeyDigests(DerivedKeys keys) {
    this.ofKeys = keys.keysToRead("api-key");
    this.ofNetworks = keys.keysToRead("api-key-network");
  }

  /** The digest that is stored, then the one under the previous secret, if there is one. */
  List<String> of(String key) {
    return digests(ofKeys, key);
  }

  /** The same for the network of a client. */
  List<String> of(InetAddress client) {
    return digests(ofNetworks, ClientNetwork.network(client));
  }

  private static List<String> digests(List<byte[]> keys, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return keys.stream().map(key -> Base64Url.encode(DerivedKeys.hmac(key, bytes))).toList();
  }
}
