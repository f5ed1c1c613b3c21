package dev.gatehouse.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.binding.StrictJson;
import dev.gatehouse.platform.security.Base64Url;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A signed JWT in its compact form (RFC 7515 7.1), taken apart and not verified. Libraries forgive
 * what two readers may read in two ways: padding, names given twice, numbers in quotes. Nothing of
 * that is let through.
 */
record CompactJwt(JsonNode header, JsonNode claims) {
  /** More than any token of ours has, with the longest issuer, audience and client. */
  private static final int LONGEST = 8192;

  private static final int PARTS = 3;

  /** The end of the year 9999; what lies behind is no time but an attempt at an overflow. */
  private static final double LAST_TIME = 253_402_300_799.0;

  /** They bring a key along, or ask to be understood, or change how the rest is read. */
  private static final List<String> REFUSED_IN_HEADERS =
      List.of("jwk", "jku", "x5u", "x5c", "crit", "zip", "b64");

  private static final List<String> TIMES = List.of("exp", "iat", "nbf", "auth_time");
  private static final StrictJson JSON = new StrictJson();

  /** The parts of a text that has the form; its length is bounded before anything else. */
  static Optional<CompactJwt> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String[] parts = text.split("\\.", PARTS + 1);
    if (parts.length != PARTS || Base64Url.decode(parts[2]).isEmpty()) {
      return Optional.empty();
    }
    return object(parts[0])
        .flatMap(header -> object(parts[1]).map(claims -> new CompactJwt(header, claims)))
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

  /** Whether the member of the header is that text. */
  boolean hasHeader(String name, String value) {
    return value.equals(header.path(name).textValue());
  }

  /** The type of the token. */
  Optional<String> type() {
    return Optional.ofNullable(header.path("typ").textValue());
  }

  /** A claim that is a text. */
  Optional<String> text(String claim) {
    return Optional.ofNullable(claims.path(claim).textValue());
  }

  /** A claim that is a NumericDate, which may have a fraction (RFC 7519 2). */
  Optional<Instant> time(String claim) {
    return claims.has(claim)
        ? Optional.of(
            Instant.ofEpochMilli((long) Math.floor(claims.path(claim).doubleValue() * 1000)))
        : Optional.empty();
  }

  /** Whether it is meant for that audience: alone, or in a list of texts (RFC 7519 4.1.3). */
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
