package dev.gatehouse.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.Secrets;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues and verifies access tokens (RFC 9068, HS256). Only what the signature, the type, the
 * issuer, the audience and the times say is judged here; whether the session still lives is for the
 * database. Thread-safe.
 */
public final class AccessTokens {
  private static final String TYPE = "at+jwt";
  private static final long LEEWAY_SECONDS = 30;

  /** How many tokens are remembered, of about a kilobyte each. */
  private static final long REMEMBERED = 10_000;

  /** What stays true of a token once it has been verified; its end has to be asked for anew. */
  private record Verified(AccessToken token, Instant end) {}

  private final SecretKey signingKey;
  private final List<JwtParser> parsers;
  private final String issuer;
  private final String audience;
  private final Duration lifetime;
  private final Clock clock;
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  public AccessTokens(
      Secrets secrets, String issuer, String audience, Duration lifetime, Clock clock) {
    this.signingKey = key(secrets.current());
    this.issuer = issuer;
    this.audience = audience;
    this.lifetime = lifetime;
    this.clock = clock;
    this.parsers =
        secrets
            .previous()
            .map(previous -> List.of(parser(signingKey), parser(key(previous))))
            .orElseGet(() -> List.of(parser(signingKey)));
  }

  /** How long an access token is good for. */
  public Duration lifetime() {
    return lifetime;
  }

  /** A new token of the session. */
  public String issue(long userId, UUID sessionId, String clientId) {
    Instant now = clock.instant();
    return Jwts.builder()
        .header()
        .type(TYPE)
        .and()
        .issuer(issuer)
        .subject(Long.toString(userId))
        .audience()
        .add(audience)
        .and()
        .claim("client_id", clientId)
        .issuedAt(Date.from(now))
        .expiration(Date.from(now.plus(lifetime)))
        .id(UUID.randomUUID().toString())
        .claim("sid", sessionId.toString())
        .signWith(signingKey, Jwts.SIG.HS256)
        .compact();
  }

  /**
   * What a valid token says.
   *
   * @throws Failure {@code invalid_token}
   */
  public AccessToken verify(String token) {
    Verified known = verified.getIfPresent(token);
    if (known == null) {
      known = judge(token);
      verified.put(token, known);
    }
    if (clock.instant().isAfter(known.end())) {
      throw Failure.of(CommonCode.INVALID_TOKEN);
    }
    return known.token();
  }

  private Verified judge(String token) {
    if (Base64Url.decode(token.substring(token.lastIndexOf('.') + 1)).isEmpty()) {
      throw Failure.of(CommonCode.INVALID_TOKEN);
    }
    for (JwtParser parser : parsers) {
      Optional<Verified> good = read(parser, token);
      if (good.isPresent()) {
        return good.get();
      }
    }
    throw Failure.of(CommonCode.INVALID_TOKEN);
  }

  private static Optional<Verified> read(JwtParser parser, String token) {
    try {
      Jws<Claims> jws = parser.parseSignedClaims(token);
      JwsHeader header = jws.getHeader();
      Claims claims = jws.getPayload();
      if (!Jwts.SIG.HS256.getId().equals(header.getAlgorithm())
          || !TYPE.equalsIgnoreCase(header.getType())
          || claims.getExpiration() == null
          || claims.get("sid") == null) {
        return Optional.empty();
      }
      AccessToken said =
          new AccessToken(
              Long.parseLong(claims.getSubject()),
              UUID.fromString(claims.get("sid", String.class)));
      return Optional.of(
          new Verified(said, claims.getExpiration().toInstant().plusSeconds(LEEWAY_SECONDS)));
    } catch (JwtException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private JwtParser parser(SecretKey key) {
    return Jwts.parser()
        .verifyWith(key)
        .sig()
        .clear()
        .add(Jwts.SIG.HS256)
        .and()
        .requireIssuer(issuer)
        .requireAudience(audience)
        .clockSkewSeconds(LEEWAY_SECONDS)
        .clock(() -> Date.from(clock.instant()))
        .build();
  }

  private static SecretKey key(SecretString secret) {
    return new SecretKeySpec(secret.bytes(), "HmacSHA256");
  }
}
