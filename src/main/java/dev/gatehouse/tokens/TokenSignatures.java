package dev.gatehouse.tokens;

import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.security.Secrets;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens and verifies their signatures, and nothing else of them. Thread-safe. */
final class TokenSignatures {
  /** The library checks times too: seen from 1970 with this leeway it accepts them all. */
  private static final long ANY_TIME_SECONDS = 1L << 40;

  private final SecretKey signingKey;
  private final List<JwtParser> parsers;

  TokenSignatures(Secrets secrets) {
    this.signingKey = key(secrets.current());
    this.parsers =
        Stream.concat(Stream.of(secrets.current()), secrets.previous().stream())
            .map(secret -> parser(key(secret)))
            .toList();
  }

  /** Signs a token and returns its compact serialization. */
  String sign(JwtBuilder token) {
    return token.signWith(signingKey, Jwts.SIG.HS256).compact();
  }

  /**
   * Whether the token is signed by an accepted key with that key's algorithm.
   *
   * @param jwt the same token, parsed
   */
  boolean isSigned(CompactJwt jwt, String token) {
    return jwt.hasHeader("alg", Jwts.SIG.HS256.getId())
        && parsers.stream().anyMatch(parser -> isSigned(parser, token));
  }

  private static boolean isSigned(JwtParser parser, String token) {
    try {
      parser.parseSignedClaims(token);
      return true;
    } catch (JwtException | IllegalArgumentException e) {
      return false;
    }
  }

  private static JwtParser parser(SecretKey key) {
    return Jwts.parser()
        .verifyWith(key)
        .sig()
        .clear()
        .add(Jwts.SIG.HS256)
        .and()
        .clock(() -> Date.from(Instant.EPOCH))
        .clockSkewSeconds(ANY_TIME_SECONDS)
        .build();
  }

  private static SecretKey key(SecretString secret) {
    return new SecretKeySpec(secret.bytes(), "HmacSHA256");
  }
}
