package dev.gatehouse.idempotency;

import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.RootKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells requests apart without revealing them to the database. With several keys in the ring a
 * request has several digests, so that one made under an older key is recognized.
 */
final class RequestDigests {
  private final DerivedKeys keys;

  RequestDigests(DerivedKeys keys) {
    this.keys = keys;
  }

  /**
   * The digest under the current key, which responses are stored by, then those under older ones.
   */
  List<RequestDigest> of(IdempotentRequest request, byte[] bodyDigest) {
    Actor actor = request.caller();
    String caller = actor == null ? "" : actor.text();
    byte[] text =
        (caller + '\n' + request.key() + '\n' + request.path()).getBytes(StandardCharsets.UTF_8);
    // of one moment, as the root may be replaced between the two
    RootKeys roots = keys.now();
    List<byte[]> ofKeys = roots.of(IdempotencyKeyUse.KEY);
    List<byte[]> ofBodies = roots.of(IdempotencyKeyUse.BODY);
    return IntStream.range(0, ofKeys.size())
        .mapToObj(n -> digest(ofKeys.get(n), ofBodies.get(n), text, bodyDigest, roots.epoch()))
        .toList();
  }

  private static RequestDigest digest(
      byte[] ofKeys, byte[] ofBodies, byte[] text, byte[] bodyDigest, long epoch) {
    byte[] key = DerivedKeys.hmac(ofKeys, text);
    byte[] bodyMac = DerivedKeys.hmac(ofBodies, key, bodyDigest);
    return new RequestDigest(
        Base64Url.encode(key), ByteBuffer.wrap(key).getLong(), Base64Url.encode(bodyMac), epoch);
  }
}
