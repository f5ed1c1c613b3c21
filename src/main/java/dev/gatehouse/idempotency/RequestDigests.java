package dev.gatehouse.idempotency;

import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells requests apart without revealing them to the database. While the secret is being rotated a
 * request has two digests, so that it is recognized by the one made with the previous secret.
 */
final class RequestDigests {
  private final List<byte[]> keys;
  private final List<byte[]> bodyKeys;

  RequestDigests(DerivedKeys keys) {
    this.keys = keys.keysToRead("idempotency/key");
    this.bodyKeys = keys.keysToRead("idempotency/body");
  }

  /**
   * The digest under the current secret, which responses are stored by, then the previous secret's
   * if there is one.
   */
  List<RequestDigest> of(IdempotentRequest request, byte[] bodyDigest) {
    Actor actor = request.caller();
    String caller = actor == null ? "" : actor.text();
    byte[] text =
        (caller + '\n' + request.key() + '\n' + request.path()).getBytes(StandardCharsets.UTF_8);
    return IntStream.range(0, keys.size()).mapToObj(n -> digest(n, text, bodyDigest)).toList();
  }

  private RequestDigest digest(int secret, byte[] text, byte[] bodyDigest) {
    byte[] key = DerivedKeys.hmac(keys.get(secret), text);
    byte[] bodyMac = DerivedKeys.hmac(bodyKeys.get(secret), key, bodyDigest);
    return new RequestDigest(
        Base64Url.encode(key), ByteBuffer.wrap(key).getLong(), Base64Url.encode(bodyMac));
  }
}
