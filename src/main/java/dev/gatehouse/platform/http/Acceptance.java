package dev.gatehouse.platform.http;

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
    if (!AcceptHeader.allows(accept, answers)) {
      throw Failure.of(CommonCode.NOT_ACCEPTABLE);
    }
  }
}
