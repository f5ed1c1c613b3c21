package dev.gatehouse.idempotency;

import dev.gatehouse.platform.rest.RequestIdentity;
import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells requests apart without the database learning anything of them. While secrets are being
 * changed a request has two fingerprints, so that it is known by what the previous one made of it.
 */
final class RequestDigests {
  private final List<byte[]> keys;
  private final List<byte[]> bodyKeys;

  RequestDigests(DerivedKeys keys) {
    this.keys = keys.keysToRead("idempotency/key");
    this.bodyKeys = keys.keysToRead("idempotency/body");
  }

  /** The current secret's, under which answers are kept, and the previous one's if there is one. */
  List<RequestDigest> of(RequestIdentity request, byte[] bodyDigest) {
    String caller = request.userId() == null ? "" : request.userId().toString();
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
