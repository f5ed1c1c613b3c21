package dev.gatehouse.tokens;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Optional;
import java.util.stream.Stream;

/** The algorithms that sign with a private key (RFC 7518, RFC 8037). */
@SuppressWarnings("ImmutableEnumChecker") // the constants of libraries do not change
enum KeyAlgorithm {
  RS256(Jwts.SIG.RS256, "RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4), 384),
  ES256(Jwts.SIG.ES256, "EC", new ECGenParameterSpec("secp256r1"), 64),
  EDDSA(Jwts.SIG.EdDSA, "Ed25519", NamedParameterSpec.ED25519, 64);

  private final SignatureAlgorithm signatures;
  private final String keyType;
  private final AlgorithmParameterSpec parameters;
  private final int signatureBytes;

  KeyAlgorithm(
      SignatureAlgorithm signatures,
      String keyType,
      AlgorithmParameterSpec parameters,
      int signatureBytes) {
    this.signatures = signatures;
    this.keyType = keyType;
    this.parameters = parameters;
    this.signatureBytes = signatureBytes;
  }

  /** The algorithm of that name; empty for HS256 and names that are none. */
  static Optional<KeyAlgorithm> named(String name) {
    return Stream.of(values()).filter(algorithm -> algorithm.id().equals(name)).findFirst();
  }

  /** The name in tokens, key sets and settings. */
  String id() {
    return signatures.getId();
  }

  SignatureAlgorithm signatures() {
    return signatures;
  }

  /** The length of every signature. */
  int signatureBytes() {
    return signatureBytes;
  }

  /** A new pair of keys; takes up to a second for RS256. */
  KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The private key from its encoded form.
   *
   * @throws IllegalArgumentException if it is none of this algorithm
   */
  PrivateKey privateKey(byte[] encoded) {
    try {
      return KeyFactory.getInstance(keyType).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
