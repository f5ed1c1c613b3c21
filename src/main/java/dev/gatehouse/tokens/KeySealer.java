package dev.gatehouse.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes signing keys for the database, and opens those that it stores. The private part is
 * encrypted and bound to the kid, the thumbprint of the public part. So whoever can write the
 * database but lacks the secret can add no key that is used or accepted. Thread-safe.
 */
final class KeySealer {
  private static final Logger LOG = LoggerFactory.getLogger(KeySealer.class);

  private final Encryptor encryptor;

  KeySealer(DerivedKeys keys) {
    this.encryptor = new Encryptor(keys, TokenKeyUse.SIGNING_KEY);
  }

  /** A new key of that algorithm, which takes up to a second to make; it is not stored yet. */
  SigningKey make(KeyAlgorithm algorithm, long version, Instant now, Instant signsFrom) {
    KeyPair pair = algorithm.newPair();
    PublicJwk<PublicKey> jwk =
        Jwks.builder()
            .key(pair.getPublic())
            .idFromThumbprint()
            .algorithm(algorithm.id())
            .publicKeyUse("sig")
            .build();
    String kid = jwk.getId();
    String sealed =
        HexFormat.of().formatHex(encryptor.encrypt(pair.getPrivate().getEncoded(), kid));
    return new SigningKey(
        kid, algorithm.id(), json(jwk), sealed, version, now, signsFrom, null, null, null);
  }

  /** The epoch of the key that private parts are encrypted under. Ask before it is used. */
  long epoch() {
    return encryptor.epoch();
  }

  /** The private part of a key that was made a moment ago, under the key of this moment. */
  String sealed(SigningKey made) {
    String sealed = Objects.requireNonNull(made.privateKey());
    return encryptor
        .renew(HexFormat.of().parseHex(sealed), made.kid())
        .map(HexFormat.of()::formatHex)
        .orElse(sealed);
  }

  /** The key, ready for use; empty if it is retired or was not made under this secret. */
  Optional<UsableKey> open(SigningKey stored) {
    String sealed = stored.privateKey();
    if (sealed == null || stored.isRetired()) {
      return Optional.empty();
    }
    Optional<UsableKey> opened =
        KeyAlgorithm.named(stored.algorithm())
            .flatMap(
                algorithm ->
                    encryptor
                        .decrypt(HexFormat.of().parseHex(sealed), stored.kid())
                        .flatMap(encoded -> open(stored, algorithm, encoded)));
    if (opened.isEmpty()) {
      LOG.atWarn().addKeyValue("kid", stored.kid()).log("signing_key_cannot_be_decrypted");
    }
    return opened;
  }

  private static Optional<UsableKey> open(
      SigningKey stored, KeyAlgorithm algorithm, byte[] encoded) {
    try {
      return Jwks.parser().build().parse(stored.publicJwk()) instanceof PublicJwk<?> jwk
              && jwk.thumbprint().toString().equals(stored.kid())
          ? Optional.of(
              new UsableKey(stored, algorithm, jwk, jwk.toKey(), algorithm.privateKey(encoded)))
          : Optional.empty();
    } catch (JwtException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String json(Map<String, ?> jwk) {
    try {
      return ApiJson.MAPPER.writeValueAsString(jwk);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
