package dev.gatehouse.platform.conditional;

import dev.gatehouse.platform.http.RequestHeaders;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The preconditions of a request (RFC 9110, section 13.1). */
public final class Preconditions {
  private static final String IF_MATCH = "If-Match";
  private static final String IF_NONE_MATCH = "If-None-Match";

  private final @Nullable String ifMatch;
  private final @Nullable String ifNoneMatch;

  Preconditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    this.ifMatch = ifMatch;
    this.ifNoneMatch = ifNoneMatch;
  }

  /** Takes If-None-Match from a request that reads, and If-Match from one that writes. */
  public static Preconditions of(HttpServletRequest request) {
    String method = request.getMethod();
    boolean reads = method.equals("GET") || method.equals("HEAD");
    return new Preconditions(
        reads ? null : RequestHeaders.valueOf(request, IF_MATCH),
        reads ? RequestHeaders.valueOf(request, IF_NONE_MATCH) : null);
  }

  /** Rejects a malformed list of tags with 400. */
  public void check() {
    if (ifMatch != null) {
      TagList.parse(IF_MATCH, ifMatch);
    }
    if (ifNoneMatch != null) {
      TagList.parse(IF_NONE_MATCH, ifNoneMatch);
    }
  }

  /** Whether the client already has this version (weak comparison, RFC 9110, section 13.1.2). */
  public boolean clientHas(EntityTag tag) {
    return ifNoneMatch != null && TagList.parse(IF_NONE_MATCH, ifNoneMatch).matchesWeakly(tag);
  }

  /**
   * Demands of a row what If-Match says.
   *
   * @param current all tags that the row goes by
   * @throws Failure {@code precondition_failed} unless the client expects one of them
   */
  public void demand(EntityTag... current) {
    if (ifMatch != null) {
      requireMatch(TagList.parse(IF_MATCH, ifMatch), current);
    }
  }

  /**
   * The check that If-Match demands of a row: it throws {@code precondition_failed} unless the
   * version is one that the client expects. A service calls it once it holds the row.
   */
  public LongConsumer versionCheck(String kind, long id) {
    if (ifMatch == null) {
      return version -> {};
    }
    TagList tags = TagList.parse(IF_MATCH, ifMatch);
    return version -> requireMatch(tags, EntityTag.of(kind, id, version));
  }

  private static void requireMatch(TagList tags, EntityTag... current) {
    if (Arrays.stream(current).anyMatch(tags::matchesStrongly)) {
      return;
    }
    if (tags.hasWeak()) {
      throw Failure.of(
          CommonCode.PRECONDITION_FAILED,
          "If-Match has a weak tag (W/), which never matches: a proxy that compresses responses"
              + " weakened it. Switch off its compression, as the service compresses itself.");
    }
    throw Failure.of(CommonCode.PRECONDITION_FAILED);
  }
}
