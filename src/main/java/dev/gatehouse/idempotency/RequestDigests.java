package dev.gatehouse.idempotency;

import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKey;
import dev.gatehouse.platform.security.DerivedKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells requests apart without revealing them to the database. With several keys in the ring a
 * request has several digests, so that one made under an older key is recognized.
 */
final class RequestDigests {
  private final DerivedKey keys;
  private final DerivedKey bodyKeys;

  RequestDigests(DerivedKeys keys) {
    this.keys = keys.of(IdempotencyKeyUse.KEY);
    this.bodyKeys = keys.of(IdempotencyKeyUse.BODY);
  }

  /**
   * The digest under the current key, which responses are stored by, then those under older ones.
   */
  List<RequestDigest> of(IdempotentRequest request, byte[] bodyDigest) {
    Actor actor = request.caller();
    String caller = actor == null ? "" : actor.text();
    byte[] text =
        (caller + '\n' + request.key() + '\n' + request.path()).getBytes(StandardCharsets.UTF_8);
    return IntStream.range(0, keys.toRead().size())
        .mapToObj(n -> digest(n, text, bodyDigest))
        .toList();
  }

  private RequestDigest digest(int number, byte[] text, byte[] bodyDigest) {
    byte[] key = DerivedKeys.hmac(keys.toRead().get(number), text);
    byte[] bodyMac = DerivedKeys.hmac(bodyKeys.toRead().get(number), key, bodyDigest);
    return new RequestDigest(
        Base64Url.encode(key), ByteBuffer.wrap(key).getLong(), Base64Url.encode(bodyMac));
  }
}
