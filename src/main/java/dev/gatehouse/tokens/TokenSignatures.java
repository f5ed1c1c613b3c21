package dev.gatehouse.tokens;

import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Secrets;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens and verifies their signatures, and nothing else of them. Thread-safe. */
final class TokenSignatures {
  /** HS256, which no kid can be. */
  static final String SECRET = "HS256";

  /** The previous secret, likewise. */
  private static final String PREVIOUS = SECRET + " previous";

  private final TokenKeys keys;
  private final BooleanSupplier trustsPrevious;
  private final SecretKey secret;
  private final JwtParser byCurrent;
  private final Optional<JwtParser> byPrevious;

  /**
   * Signs and verifies with the secrets and the keys.
   *
   * @param trustsPrevious whether what the previous secret signed is accepted
   */
  TokenSignatures(Secrets secrets, BooleanSupplier trustsPrevious, TokenKeys keys) {
    this.keys = keys;
    this.trustsPrevious = trustsPrevious;
    this.secret = key(secrets.current());
    this.byCurrent = SignatureParsers.of(secret, Jwts.SIG.HS256);
    this.byPrevious =
        secrets
            .previous()
            .filter(previous -> !previous.equals(secrets.current()))
            .map(previous -> SignatureParsers.of(key(previous), Jwts.SIG.HS256));
  }

  /**
   * Signs a token and returns its compact serialization.
   *
   * @throws Failure {@code unavailable} while there is no key to sign with, because the last one
   *     was retired a moment ago
   */
  String sign(JwtBuilder token) {
    return keys.signsWithSecret()
        ? token.signWith(secret, Jwts.SIG.HS256).compact()
        : keys.signing().orElseThrow(() -> Failure.of(CommonCode.UNAVAILABLE)).sign(token);
  }

  /**
   * What signed the token, with its algorithm: the kid of an accepted key, or an accepted secret.
   *
   * @param jwt the same token, parsed
   */
  Optional<String> signerOf(CompactJwt jwt, String token) {
    if (jwt.hasHeader("alg", SECRET)) {
      return secretOf(token).filter(this::accepts);
    }
    return hasFormOfKey(jwt)
        ? jwt.header("kid")
            .flatMap(keys::find)
            .filter(key -> key.hasSigned(jwt, token))
            .map(UsableKey::kid)
        : Optional.empty();
  }

  private Optional<String> secretOf(String token) {
    if (!keys.acceptsHs256()) {
      return Optional.empty();
    }
    if (SignatureParsers.accept(byCurrent, token)) {
      return Optional.of(SECRET);
    }
    return byPrevious.filter(parser -> SignatureParsers.accept(parser, token)).map(p -> PREVIOUS);
  }

  /** Whether a key may have signed that; nobody searches for the key of another one. */
  private static boolean hasFormOfKey(CompactJwt jwt) {
    return jwt.header("alg")
        .flatMap(KeyAlgorithm::named)
        .filter(algorithm -> algorithm.signatureBytes() == jwt.signatureBytes())
        .isPresent();
  }

  /** Whether what signed a token is still accepted. */
  boolean accepts(String signer) {
    return switch (signer) {
      case SECRET -> keys.acceptsHs256();
      case PREVIOUS -> keys.acceptsHs256() && trustsPrevious.getAsBoolean();
      default -> keys.accepts(signer);
    };
  }

  private static SecretKey key(SecretString secret) {
    return new SecretKeySpec(secret.bytes(), "HmacSHA256");
  }
}
