package dev.gatehouse.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The conditions that a request stands under (RFC 9110 13.1). */
public final class Conditions {
  private final @Nullable String ifMatch;
  private final @Nullable String ifNoneMatch;

  Conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    this.ifMatch = ifMatch;
    this.ifNoneMatch = ifNoneMatch;
  }

  static Conditions of(HttpServletRequest request) {
    return new Conditions(
        GateFilter.headerOf(request, "If-Match"), GateFilter.headerOf(request, "If-None-Match"));
  }

  /** Whether the client has that version already (compared weakly, RFC 9110 13.1.2). */
  public boolean clientHas(EntityTag tag) {
    return ifNoneMatch != null && TagList.parse(ifNoneMatch).matchesWeakly(tag);
  }

  /** What If-Match asks of the row, for a service to check once it holds the row. */
  public ExpectedVersion expectedVersion(String kind, long id) {
    if (ifMatch == null) {
      return ExpectedVersion.ANY;
    }
    TagList tags = TagList.parse(ifMatch);
    return version -> tags.matchesStrongly(EntityTag.of(kind, id, version));
  }
}
