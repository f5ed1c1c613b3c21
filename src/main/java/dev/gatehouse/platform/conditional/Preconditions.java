package dev.gatehouse.platform.conditional;

import dev.gatehouse.platform.http.RequestHeaders;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The conditions that a request stands under (RFC 9110 13.1). */
public final class Preconditions {
  private static final String IF_MATCH = "If-Match";
  private static final String IF_NONE_MATCH = "If-None-Match";

  private final @Nullable String ifMatch;
  private final @Nullable String ifNoneMatch;

  Preconditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    this.ifMatch = ifMatch;
    this.ifNoneMatch = ifNoneMatch;
  }

  /** Of a request that reads, whether the client has that already; of others, what it expects. */
  public static Preconditions of(HttpServletRequest request) {
    String method = request.getMethod();
    boolean reads = method.equals("GET") || method.equals("HEAD");
    return new Preconditions(
        reads ? null : RequestHeaders.valueOf(request, IF_MATCH),
        reads ? RequestHeaders.valueOf(request, IF_NONE_MATCH) : null);
  }

  /** Refuses with 400 what is no list of entity tags. */
  public void check() {
    if (ifMatch != null) {
      TagList.parse(IF_MATCH, ifMatch);
    }
    if (ifNoneMatch != null) {
      TagList.parse(IF_NONE_MATCH, ifNoneMatch);
    }
  }

  /** Whether the client has that version already (compared weakly, RFC 9110 13.1.2). */
  public boolean clientHas(EntityTag tag) {
    return ifNoneMatch != null && TagList.parse(IF_NONE_MATCH, ifNoneMatch).matchesWeakly(tag);
  }

  /**
   * What If-Match asks of a row: throws {@code precondition_failed} unless the version is one that
   * the client expects. A service calls it once it holds the row.
   */
  public LongConsumer versionCheck(String kind, long id) {
    if (ifMatch == null) {
      return version -> {};
    }
    TagList tags = TagList.parse(IF_MATCH, ifMatch);
    return version -> requireMatch(tags, EntityTag.of(kind, id, version));
  }

  private static void requireMatch(TagList tags, EntityTag tag) {
    if (tags.matchesStrongly(tag)) {
      return;
    }
    if (tags.hasWeak()) {
      throw Failure.of(
          CommonCode.PRECONDITION_FAILED,
          "If-Match holds a weak tag (W/), which never matches: a proxy has weakened it. Have the"
              + " proxy leave ETag alone, or send the tag without W/.");
    }
    throw Failure.of(CommonCode.PRECONDITION_FAILED);
  }
}
