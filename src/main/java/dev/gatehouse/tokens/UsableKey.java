package dev.gatehouse.tokens;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtParser;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A signing key that is not retired, ready for use. Thread-safe. */
final class UsableKey {
  private final SigningKey stored;
  private final KeyAlgorithm algorithm;
  private final Map<String, Object> jwk;
  private final PrivateKey privateKey;
  private final JwtParser parser;

  UsableKey(
      SigningKey stored,
      KeyAlgorithm algorithm,
      Map<String, ?> jwk,
      PublicKey publicKey,
      PrivateKey privateKey) {
    this.stored = stored;
    this.algorithm = algorithm;
    // always in the same order, as the key set has a strong tag
    this.jwk = Collections.unmodifiableMap(new TreeMap<>(jwk));
    this.privateKey = privateKey;
    this.parser = SignatureParsers.of(publicKey, algorithm.signatures());
  }

  SigningKey stored() {
    return stored;
  }

  String kid() {
    return stored.kid();
  }

  KeyAlgorithm algorithm() {
    return algorithm;
  }

  /** The public key as a JSON Web Key (RFC 7517). */
  Map<String, Object> jwk() {
    return jwk;
  }

  String sign(JwtBuilder token) {
    return token.header().keyId(kid()).and().signWith(privateKey, algorithm.signatures()).compact();
  }

  /** Whether that token is signed by this key, with its algorithm and no other. */
  boolean hasSigned(CompactJwt jwt, String token) {
    return jwt.hasHeader("alg", algorithm.id())
        && jwt.signatureBytes() == algorithm.signatureBytes()
        && SignatureParsers.accept(parser, token);
  }
}
