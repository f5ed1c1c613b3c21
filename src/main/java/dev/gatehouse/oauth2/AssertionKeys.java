package dev.gatehouse.oauth2;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The public keys of a client, skipping those of no use here. */
final class AssertionKeys {
  private static final int SHORTEST_RSA = 2048;
  private static final int LONGEST_RSA = 8192;

  /** A long exponent makes verification slow. */
  private static final int LONGEST_EXPONENT = 64;

  private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

  private final List<JWK> keys;

  private AssertionKeys(List<JWK> keys) {
    this.keys = keys;
  }

  /** The keys of a JSON Web Key Set. */
  static AssertionKeys of(String jwks) {
    List<JWK> keys = new ArrayList<>();
    try {
      Map<String, Object>[] members =
          JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(jwks), "keys");
      for (Map<String, Object> member : members == null ? NONE : members) {
        parse(member).ifPresent(keys::add);
      }
    } catch (ParseException e) {
      return new AssertionKeys(List.of());
    }
    return new AssertionKeys(keys);
  }

  private static Optional<JWK> parse(Map<String, Object> member) {
    try {
      return Optional.of(JWK.parse(member));
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** Whether one of them has signed the token, with an algorithm that suits it. */
  boolean haveSigned(SignedJWT jwt) {
    return keys.stream()
        .filter(key -> isMeant(key, jwt.getHeader()))
        .anyMatch(key -> hasSigned(key, jwt));
  }

  private static boolean isMeant(JWK key, JWSHeader header) {
    Set<KeyOperation> operations = key.getKeyOperations();
    return (header.getKeyID() == null || header.getKeyID().equals(key.getKeyID()))
        && (key.getAlgorithm() == null || key.getAlgorithm().equals(header.getAlgorithm()))
        && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (operations == null || operations.contains(KeyOperation.VERIFY));
  }

  private static boolean hasSigned(JWK key, SignedJWT jwt) {
    try {
      Optional<JWSVerifier> verifier = verifier(key, jwt.getHeader().getAlgorithm());
      return verifier.isPresent() && jwt.verify(verifier.get());
    } catch (JOSEException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<JWSVerifier> verifier(JWK key, JWSAlgorithm algorithm)
      throws JOSEException {
    if (key instanceof RSAKey rsa && RSA.contains(algorithm) && isSound(rsa)) {
      return Optional.of(new RSASSAVerifier(rsa.toPublicJWK()));
    }
    if (key instanceof ECKey ec
        && algorithm.equals(JWSAlgorithm.ES256)
        && ec.getCurve().equals(Curve.P_256)) {
      return Optional.of(new ECDSAVerifier(ec.toPublicJWK()));
    }
    if (key instanceof OctetKeyPair pair
        && algorithm.equals(JWSAlgorithm.EdDSA)
        && pair.getCurve().equals(Curve.Ed25519)) {
      return Ed25519Verifier.of(pair.getDecodedX());
    }
    return Optional.empty();
  }

  private static boolean isSound(RSAKey key) {
    BigInteger modulus = key.getModulus().decodeToBigInteger();
    BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
    return modulus.bitLength() >= SHORTEST_RSA
        && modulus.bitLength() <= LONGEST_RSA
        && exponent.bitLength() <= LONGEST_EXPONENT;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static final Map<String, Object>[] NONE = new Map[0];
}
