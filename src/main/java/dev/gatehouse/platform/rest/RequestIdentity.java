package dev.gatehouse.platform.rest;

import org.jspecify.annotations.Nullable;

/**
 * By what a request is known to be one that was sent before.
 *
 * @param key the Idempotency-Key, well-formed; null if there is none or the method takes none
 * @param userId the caller's id; null of an anonymous one
 * @param path decoded, without a slash at its end
 * @param requestId of this request
 */
public record RequestIdentity(
    @Nullable String key, @Nullable Long userId, String path, String requestId) {
  static RequestIdentity of(RequestContext context) {
    String key =
        context.policy().takesIdempotencyKey()
            ? context.request().getHeader("Idempotency-Key")
            : null;
    String path = context.request().getPathInfo();
    return new RequestIdentity(
        key,
        context.info().userId(),
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
        context.info().requestId());
  }

  /**
   * What the path names, the same for all requests for it: the path up to an id, or up to {@code
   * me} with the caller's id; null of one that names none.
   */
  public @Nullable String thing() {
    int end = 0;
    for (String segment : path.substring(1).split("/", -1)) {
      end += 1 + segment.length();
      if (segment.equals("me")) {
        return path.substring(0, end) + ' ' + userId;
      }
      if (!segment.isEmpty() && segment.chars().allMatch(Character::isDigit)) {
        return path.substring(0, end);
      }
    }
    return null;
  }
}
