package dev.gatehouse.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Actor;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Issues and verifies access tokens (RFC 9068). Checks signature, type, issuer, audience and times;
 * the database decides whether the session, or the account and its key, is live. {@link CompactJwt}
 * alone reads the content, so that two parsers cannot disagree. Thread-safe.
 */
public final class AccessTokens {
  private static final String TYPE = "at+jwt";

  /** How far the clocks of issuers and verifiers may be apart. */
  public static final Duration LEEWAY = Duration.ofSeconds(30);

  static final Duration LIFETIME_OF_ACCOUNT_TOKENS = Duration.ofMinutes(15);

  /** Cache size; each token takes about a kilobyte. */
  private static final long REMEMBERED = 10_000;

  /** The cached part of a verification; the expiry and the key are checked on each use. */
  private record Verified(AccessToken token, String key) {}

  private static final String CLIENT_ID = "client_id";
  private static final String SESSION_ID = "sid";
  private static final String KEY_ID = "key_id";
  private static final String SCOPE = "scope";
  private static final String ROLES = "roles";

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

  /** The lifetime of an access token of a session. */
  public Duration lifetime() {
    return lifetime;
  }

  /** The claim iss of all tokens. */
  public String issuer() {
    return issuer;
  }

  /** The claim aud of all tokens. */
  public String audience() {
    return audience;
  }

  /** Issues a token for a session. */
  public String issue(SessionClaims claims) {
    Instant now = clock.instant();
    JwtBuilder token =
        token(Actor.person(claims.userId()), claims.clientId(), now, now.plus(lifetime))
            .claim(SESSION_ID, claims.sessionId().toString())
            .claim("auth_time", claims.authTime().getEpochSecond())
            .claim("amr", claims.amr())
            .claim(ROLES, claims.roles())
            .claim("email_verified", claims.emailVerified());
    claims.scope().ifPresent(permissions -> token.claim(SCOPE, String.join(" ", permissions)));
    return signatures.sign(token);
  }

  /** Issues a token for a service account, which acts by it without a session. */
  public IssuedToken issue(AccountClaims claims) {
    Instant now = claims.start();
    Instant usualEnd = now.plus(LIFETIME_OF_ACCOUNT_TOKENS);
    Instant end = claims.latestEnd().filter(usualEnd::isAfter).orElse(usualEnd);
    Actor account = Actor.serviceAccount(claims.accountId());
    JwtBuilder token =
        token(account, account.text(), now, end)
            .claim(SCOPE, String.join(" ", claims.scope()))
            .claim(ROLES, claims.roles());
    claims.keyId().ifPresent(id -> token.claim(KEY_ID, id));
    return new IssuedToken(signatures.sign(token), Duration.between(now, end));
  }

  @SuppressWarnings("deprecation") // most verifiers expect a single audience as a string
  private JwtBuilder token(Actor subject, String clientId, Instant now, Instant end) {
    return Jwts.builder()
        .header()
        .type(TYPE)
        .and()
        .issuer(issuer)
        .subject(subject.text())
        .audience()
        .single(audience)
        .claim(CLIENT_ID, clientId)
        .issuedAt(Date.from(now))
        .expiration(Date.from(end))
        .id(UUID.randomUUID().toString());
  }

  /**
   * Verifies a token and returns its content.
   *
   * @throws Failure {@code invalid_token}
   */
  public AccessToken verify(String token) {
    return find(token).orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
  }

  /** The content of a token that is good now, as far as it tells by itself. */
  public Optional<AccessToken> find(String token) {
    Verified known = verified.getIfPresent(token);
    if (known == null) {
      known = validate(token, this::mayBeLive).orElse(null);
      if (known == null) {
        return Optional.empty();
      }
      verified.put(token, known);
    }
    return !hasExpired(known.token()) && signatures.accepts(known.key())
        ? Optional.of(known.token())
        : Optional.empty();
  }

  private boolean hasExpired(AccessToken token) {
    return clock.instant().isAfter(token.expiresAt().plus(LEEWAY));
  }

  /** The content of a token of ours, also of one that has expired. */
  public Optional<AccessToken> findEvenIfExpired(String token) {
    return validate(token, jwt -> true).map(Verified::token);
  }

  /** Validates all but the expiry, of tokens that are worth it. */
  private Optional<Verified> validate(String token, Predicate<CompactJwt> worth) {
    return CompactJwt.read(token)
        .filter(this::isForUs)
        .filter(worth)
        .flatMap(
            jwt ->
                signatures
                    .signerOf(jwt, token)
                    .flatMap(signer -> parse(jwt).map(said -> new Verified(said, signer))));
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

  private static Optional<AccessToken> parse(CompactJwt jwt) {
    Optional<Actor> subject = jwt.text("sub").flatMap(Actor::parse);
    Optional<Instant> end = jwt.time("exp");
    if (subject.isEmpty() || end.isEmpty() || (jwt.has(SCOPE) && jwt.text(SCOPE).isEmpty())) {
      return Optional.empty();
    }
    long id = subject.get().id();
    return subject.get().kind() == Actor.Kind.PERSON
        ? ofSession(jwt, id, end.get())
        : ofAccount(jwt, id, end.get());
  }

  private static Optional<AccessToken> ofSession(CompactJwt jwt, long userId, Instant end) {
    return jwt.text(SESSION_ID)
        .flatMap(AccessTokens::uuid)
        .map(
            sessionId ->
                new AccessToken.OfSession(
                    jwt.text("jti"),
                    userId,
                    sessionId,
                    jwt.text(CLIENT_ID).orElse(""),
                    scope(jwt),
                    jwt.time("iat"),
                    end));
  }

  /** Without an id it could not be revoked, and without a time it would outlive its account. */
  private static Optional<AccessToken> ofAccount(CompactJwt jwt, long accountId, Instant end) {
    Optional<UUID> id = jwt.text("jti").flatMap(AccessTokens::uuid);
    Optional<String> clientId = jwt.text(CLIENT_ID);
    Optional<List<String>> scope = scope(jwt);
    Optional<Instant> start = jwt.time("iat");
    Optional<Long> keyId = jwt.id(KEY_ID);
    boolean isSound = jwt.has(KEY_ID) == keyId.isPresent() && !jwt.has(SESSION_ID);
    return !isSound || id.isEmpty() || clientId.isEmpty() || scope.isEmpty() || start.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AccessToken.OfAccount(
                id.get(), accountId, keyId, clientId.get(), scope.get(), start.get(), end));
  }

  private static Optional<List<String>> scope(CompactJwt jwt) {
    return jwt.text(SCOPE).map(words -> List.of(words.split(" ", -1)));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
