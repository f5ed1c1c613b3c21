package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the client accepts, held against what the method can answer with. */
public final class Acceptance {
  private final @Nullable String accept;
  private final List<String> answers;

  Acceptance(@Nullable String accept, List<String> answers) {
    this.accept = accept;
    this.answers = answers;
  }

  /** Refuses with 406 if Accept rules every answer out (RFC 9110 12.5.1). */
  public void check() {
    check(answers);
  }

  /** The same for a method that answers with that type, of several, to this request. */
  public void check(String mediaType) {
    check(List.of(mediaType));
  }

  private void check(List<String> mediaTypes) {
    if (!AcceptHeader.allows(accept, mediaTypes)) {
      throw Failure.of(CommonCode.NOT_ACCEPTABLE);
    }
  }
}
