package dev.gatehouse.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues and verifies access tokens (RFC 9068). Checks signature, type, issuer, audience and times;
 * the database decides whether the session is live. {@link CompactJwt} alone reads the content, so
 * that two parsers cannot disagree. Thread-safe.
 */
public final class AccessTokens {
  private static final String TYPE = "at+jwt";
  static final Duration LEEWAY = Duration.ofSeconds(30);

  /** Cache size; each token takes about a kilobyte. */
  private static final long REMEMBERED = 10_000;

  /** The cached part of a verification; the expiry and the key are checked on each use. */
  private record Verified(AccessToken token, Instant end, String key) {}

  private final TokenSignatures signatures;
  private final String issuer;
  private final String audience;
  private final Duration lifetime;
  private final Clock clock;
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  AccessTokens(
      TokenSignatures signatures, String issuer, String audience, Duration lifetime, Clock clock) {
    this.signatures = signatures;
    this.issuer = issuer;
    this.audience = audience;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /** The lifetime of an access token. */
  public Duration lifetime() {
    return lifetime;
  }

  /**
   * Issues a token for the session.
   *
   * @param scope of the session, if it has one; only told, as requests are judged by the session
   */
  @SuppressWarnings("deprecation") // most verifiers expect a single audience as a string
  public String issue(long userId, UUID sessionId, String clientId, Optional<List<String>> scope) {
    Instant now = clock.instant();
    JwtBuilder token =
        Jwts.builder()
            .header()
            .type(TYPE)
            .and()
            .issuer(issuer)
            .subject(Long.toString(userId))
            .audience()
            .single(audience)
            .claim("client_id", clientId)
            .issuedAt(Date.from(now))
            .expiration(Date.from(now.plus(lifetime)))
            .id(UUID.randomUUID().toString())
            .claim("sid", sessionId.toString());
    scope.ifPresent(permissions -> token.claim("scope", String.join(" ", permissions)));
    return signatures.sign(token);
  }

  /**
   * Verifies a token and returns its content.
   *
   * @throws Failure {@code invalid_token}
   */
  public AccessToken verify(String token) {
    Verified known = verified.getIfPresent(token);
    if (known == null) {
      known = validate(token).orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
      verified.put(token, known);
    }
    if (clock.instant().isAfter(known.end()) || !signatures.accepts(known.key())) {
      throw Failure.of(CommonCode.INVALID_TOKEN);
    }
    return known.token();
  }

  private Optional<Verified> validate(String token) {
    return CompactJwt.read(token)
        .filter(this::isForUs)
        .filter(this::mayBeLive)
        .filter(jwt -> signatures.isSigned(jwt, token))
        .flatMap(AccessTokens::parse);
  }

  private boolean isForUs(CompactJwt jwt) {
    return jwt.type().filter(TYPE::equalsIgnoreCase).isPresent()
        && jwt.text("iss").filter(issuer::equals).isPresent()
        && jwt.isFor(audience)
        && jwt.time("nbf").filter(start -> start.isAfter(clock.instant().plus(LEEWAY))).isEmpty();
  }

  /** Spares what is over anyway a search for its key. */
  private boolean mayBeLive(CompactJwt jwt) {
    return jwt.time("exp").filter(end -> !clock.instant().isAfter(end.plus(LEEWAY))).isPresent();
  }

  private static Optional<Verified> parse(CompactJwt jwt) {
    Optional<Long> userId = jwt.text("sub").flatMap(AccessTokens::id);
    Optional<UUID> sessionId = jwt.text("sid").flatMap(AccessTokens::uuid);
    Optional<Instant> end = jwt.time("exp");
    return userId.isEmpty() || sessionId.isEmpty() || end.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Verified(
                new AccessToken(userId.get(), sessionId.get()),
                end.get().plus(LEEWAY),
                TokenSignatures.keyOf(jwt)));
  }

  private static Optional<Long> id(String text) {
    try {
      return Optional.of(Long.parseLong(text)).filter(id -> id.toString().equals(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
