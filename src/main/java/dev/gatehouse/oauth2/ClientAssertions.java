package dev.gatehouse.oauth2;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.clients.ClientAccounts;
import dev.gatehouse.clients.ProvenAccount;
import dev.gatehouse.clients.RegisteredClient;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.tokens.AccessTokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the assertions by which clients prove who they are (RFC 7523 section 3). Each is good for
 * one use on all nodes together. Thread-safe.
 */
final class ClientAssertions {
  /** The algorithms that clients may sign with. */
  static final List<JWSAlgorithm> ALGORITHMS =
      List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);

  private static final int LONGEST = 8192;
  private static final Duration FARTHEST_END = Duration.ofMinutes(5);

  /** Nodes whose clocks are behind may take an assertion that others think over. */
  private static final Duration MARGIN = Duration.ofHours(1);

  /** Headers that carry a key, or change how the rest is read. */
  private static final Set<String> REFUSED_HEADERS =
      Set.of("jwk", "jku", "x5u", "x5c", "crit", "b64", "zip");

  private final ClientAccounts clients;
  private final UsedAssertionDao used;
  private final Set<String> audiences;
  private final Clock clock;

  /**
   * Creates a reader.
   *
   * @param audiences whom an assertion may be for, one of them
   */
  ClientAssertions(
      ClientAccounts clients, UsedAssertionDao used, Collection<String> audiences, Clock clock) {
    this.clients = clients;
    this.used = used;
    this.audiences = Set.copyOf(audiences);
    this.clock = clock;
  }

  private record Assertion(SignedJWT jwt, long accountId, String id, Instant end) {}

  /**
   * The account that has signed an assertion.
   *
   * @param clientId what the form calls it, if anything
   * @throws Failure {@code invalid_client} or {@code invalid_token}, for any reason; {@code
   *     too_many_requests} for an assertion that would be refused
   */
  ProvenAccount prove(String text, Optional<String> clientId, RequestOrigin origin) {
    Assertion assertion =
        read(text)
            .filter(
                found ->
                    clientId
                        .filter(id -> !id.equals(Actor.serviceAccount(found.accountId()).text()))
                        .isEmpty())
            .orElseThrow(() -> Failure.of(CommonCode.INVALID_CLIENT));
    RegisteredClient client =
        clients
            .find(assertion.accountId())
            .filter(found -> AssertionKeys.of(found.jwks()).haveSigned(assertion.jwt()))
            .orElseThrow(() -> clients.refusal(origin));
    Instant forgotten = assertion.end().plus(AccessTokens.LEEWAY).plus(MARGIN);
    if (used.insert(assertion.accountId(), digest(assertion.id()), forgotten) == 0) {
      throw clients.refusal(origin);
    }
    return client.ifProven();
  }

  private Optional<Assertion> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      return isSound(jwt.getHeader()) ? read(jwt, jwt.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | RuntimeException e) {
      // the library meets null in places with a NullPointerException
      return Optional.empty();
    }
  }

  private static boolean isSound(JWSHeader header) {
    return ALGORITHMS.contains(header.getAlgorithm())
        && header.toJSONObject().keySet().stream().noneMatch(REFUSED_HEADERS::contains);
  }

  private Optional<Assertion> read(SignedJWT jwt, JWTClaimsSet claims) {
    Optional<Actor> subject = Optional.ofNullable(claims.getSubject()).flatMap(Actor::parse);
    boolean isOfClient =
        subject.flatMap(Actor::serviceAccountId).isPresent()
            && claims.getSubject().equals(claims.getIssuer());
    String id = claims.getJWTID();
    boolean isForUs =
        claims.getAudience().size() == 1 && audiences.contains(claims.getAudience().get(0));
    Optional<Instant> end = end(jwt).filter(time -> isTimely(claims, time));
    return isOfClient && isForUs && id != null && !id.isEmpty() && end.isPresent()
        ? Optional.of(new Assertion(jwt, subject.get().id(), id, end.get()))
        : Optional.empty();
  }

  /** As it was written: the library lets a number that is too large overflow. */
  private static Optional<Instant> end(SignedJWT jwt) {
    return jwt.getPayload().toJSONObject().get("exp") instanceof Number seconds
        ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
        : Optional.empty();
  }

  private boolean isTimely(JWTClaimsSet claims, Instant end) {
    Instant now = clock.instant();
    Instant latestStart = now.plus(AccessTokens.LEEWAY);
    return end.plus(AccessTokens.LEEWAY).isAfter(now)
        && !end.isAfter(latestStart.plus(FARTHEST_END))
        && isNotAfter(claims.getNotBeforeTime(), latestStart)
        && isNotAfter(claims.getIssueTime(), latestStart);
  }

  private static boolean isNotAfter(@Nullable Date time, Instant latest) {
    return time == null || !time.toInstant().isAfter(latest);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes those that have expired. */
  void sweep() {
    while (used.deleteExpired(clock.instant()) > 0) {
      // until nothing is left
    }
  }
}
