package dev.gatehouse.tokens;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Date;
import javax.crypto.SecretKey;

/** Parsers of the library, used only to check signatures. */
final class SignatureParsers {
  /** The library checks times too: seen from 1970 with this leeway it accepts them all. */
  private static final long ANY_TIME_SECONDS = 1L << 40;

  private SignatureParsers() {}

  /** A parser that accepts one algorithm by one key. */
  static JwtParser of(SecretKey key, SecureDigestAlgorithm<?, ?> algorithm) {
    return of(Jwts.parser().verifyWith(key), algorithm);
  }

  /** The same for a public key. */
  static JwtParser of(PublicKey key, SecureDigestAlgorithm<?, ?> algorithm) {
    return of(Jwts.parser().verifyWith(key), algorithm);
  }

  private static JwtParser of(JwtParserBuilder parser, SecureDigestAlgorithm<?, ?> algorithm) {
    return parser
        .sig()
        .clear()
        .add(algorithm)
        .and()
        .clock(() -> Date.from(Instant.EPOCH))
        .clockSkewSeconds(ANY_TIME_SECONDS)
        .build();
  }

  static boolean accept(JwtParser parser, String token) {
    try {
      parser.parseSignedClaims(token);
      return true;
    } catch (JwtException | IllegalArgumentException e) {
      return false;
    }
  }
}
