package dev.gatehouse.tokens;

import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Secrets;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens and verifies their signatures, and nothing else of them. Thread-safe. */
final class TokenSignatures {
  /** HS256, which no kid can be. */
  static final String SECRET = Jwts.SIG.HS256.getId();

  private final TokenKeys keys;
  private final SecretKey secret;
  private final List<JwtParser> secretParsers;

  TokenSignatures(Secrets secrets, TokenKeys keys) {
    this.keys = keys;
    this.secret = key(secrets.current());
    this.secretParsers =
        Stream.concat(Stream.of(secrets.current()), secrets.previous().stream())
            .map(each -> SignatureParsers.of(key(each), Jwts.SIG.HS256))
            .toList();
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
   * Whether the token is signed by an accepted key with that key's algorithm.
   *
   * @param jwt the same token, parsed
   */
  boolean isSigned(CompactJwt jwt, String token) {
    if (jwt.hasHeader("alg", SECRET)) {
      return keys.acceptsHs256()
          && secretParsers.stream().anyMatch(parser -> SignatureParsers.accept(parser, token));
    }
    return hasFormOfKey(jwt)
        && jwt.header("kid")
            .flatMap(keys::find)
            .filter(key -> key.hasSigned(jwt, token))
            .isPresent();
  }

  /** Whether a key may have signed that; nobody searches for the key of another one. */
  private static boolean hasFormOfKey(CompactJwt jwt) {
    return jwt.header("alg")
        .flatMap(KeyAlgorithm::named)
        .filter(algorithm -> algorithm.signatureBytes() == jwt.signatureBytes())
        .isPresent();
  }

  /** What that token, which is signed, was signed by: {@link #SECRET} or a kid. */
  static String keyOf(CompactJwt jwt) {
    return jwt.hasHeader("alg", SECRET) ? SECRET : jwt.header("kid").orElse("");
  }

  /** Whether what a token was signed by is still accepted. */
  boolean accepts(String key) {
    return key.equals(SECRET) ? keys.acceptsHs256() : keys.accepts(key);
  }

  private static SecretKey key(SecretString secret) {
    return new SecretKeySpec(secret.bytes(), "HmacSHA256");
  }
}
