package dev.gatehouse.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.binding.StrictJson;
import dev.gatehouse.platform.security.Base64Url;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A parsed but unverified JWT in compact serialization (RFC 7515 section 7.1). Rejects everything
 * that parsers may read differently and libraries tolerate: padding, duplicate names, quoted
 * numbers.
 *
 * @param signatureBytes the length of the signature
 */
record CompactJwt(JsonNode header, JsonNode claims, int signatureBytes) {
  /** Exceeds our longest token, with the longest issuer, audience, client and roles. */
  private static final int LONGEST = 8192;

  private static final int PARTS = 3;

  /** The end of the year 9999; later times are attempts at an overflow. */
  private static final double LAST_TIME = 253_402_300_799.0;

  /** Headers that carry a key, demand to be understood, or change how the rest is read. */
  private static final List<String> REFUSED_IN_HEADERS =
      List.of("jwk", "jku", "x5u", "x5c", "crit", "zip", "b64");

  private static final List<String> TIMES = List.of("exp", "iat", "nbf", "auth_time");
  private static final StrictJson JSON = new StrictJson();

  /** Parses a token; its length is checked first. */
  static Optional<CompactJwt> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String[] parts = text.split("\\.", PARTS + 1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    Optional<byte[]> signature = Base64Url.decode(parts[2]);
    Optional<JsonNode> header = object(parts[0]);
    Optional<JsonNode> claims = object(parts[1]);
    return signature.isEmpty() || header.isEmpty() || claims.isEmpty()
        ? Optional.empty()
        : Optional.of(new CompactJwt(header.get(), claims.get(), signature.get().length))
            .filter(CompactJwt::isSound);
  }

  private static Optional<JsonNode> object(String part) {
    return Base64Url.decode(part).flatMap(JSON::parse).filter(JsonNode::isObject);
  }

  private boolean isSound() {
    return REFUSED_IN_HEADERS.stream().noneMatch(header::has)
        && TIMES.stream().allMatch(name -> !claims.has(name) || isTime(claims.path(name)));
  }

  private static boolean isTime(JsonNode value) {
    return value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= LAST_TIME;
  }

  /** Whether the header parameter has that value. */
  boolean hasHeader(String name, String value) {
    return value.equals(header.path(name).textValue());
  }

  Optional<String> type() {
    return header("typ");
  }

  /** A header parameter that is a string. */
  Optional<String> header(String name) {
    return Optional.ofNullable(header.path(name).textValue());
  }

  /** A string claim. */
  Optional<String> text(String claim) {
    return Optional.ofNullable(claims.path(claim).textValue());
  }

  boolean has(String claim) {
    return claims.has(claim);
  }

  /** A claim that is a positive whole number. */
  Optional<Long> id(String claim) {
    JsonNode value = claims.path(claim);
    return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0
        ? Optional.of(value.longValue())
        : Optional.empty();
  }

  /** A NumericDate claim, which may have a fraction (RFC 7519 section 2). */
  Optional<Instant> time(String claim) {
    return claims.has(claim)
        ? Optional.of(
            Instant.ofEpochMilli((long) Math.floor(claims.path(claim).doubleValue() * 1000)))
        : Optional.empty();
  }

  /** Whether the audience is the given one or a list that contains it (RFC 7519 section 4.1.3). */
  boolean isFor(String audience) {
    JsonNode given = claims.path("aud");
    if (!given.isArray()) {
      return audience.equals(given.textValue());
    }
    boolean found = false;
    for (JsonNode each : given) {
      if (!each.isTextual()) {
        return false;
      }
      found |= audience.equals(each.textValue());
    }
    return found;
  }
}
