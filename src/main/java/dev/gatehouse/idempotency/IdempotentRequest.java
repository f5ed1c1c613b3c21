package dev.gatehouse.idempotency;

import dev.gatehouse.platform.rest.RequestContext;
import dev.gatehouse.platform.security.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The part of a request by which its repetition is recognized.
 *
 * @param key the Idempotency-Key, well-formed; null if there is none or the method takes none
 * @param caller null if anonymous
 * @param path decoded, without a trailing slash
 * @param requestId the X-Request-ID
 */
public record IdempotentRequest(
    @Nullable String key, @Nullable Actor caller, String path, String requestId) {
  public static IdempotentRequest of(RequestContext request) {
    return new IdempotentRequest(
        request.idempotencyKey(),
        request.info().actor(),
        request.path(),
        request.info().requestId());
  }

  /**
   * The part of the path that all requests for the same row share: up to its id, or up to {@code
   * me} with the caller's id; null if the path names no row.
   */
  @Nullable String row() {
    int end = 0;
    for (String segment : path.substring(1).split("/", -1)) {
      end += 1 + segment.length();
      if (segment.equals("me")) {
        return path.substring(0, end) + ' ' + (caller == null ? "" : caller.text());
      }
      if (!segment.isEmpty() && segment.chars().allMatch(Character::isDigit)) {
        return path.substring(0, end);
      }
    }
    return null;
  }
}
