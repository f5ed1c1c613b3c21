package dev.gatehouse.mail;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import java.util.Optional;

/** Closes routes that need mail while no mail is sent. */
public final class MailEnabledRule implements AccessRule {
  private final boolean isClosed;

  MailEnabledRule(boolean isClosed) {
    this.isClosed = isClosed;
  }

  @Override
  public void check(Optional<Caller> caller) {
    if (isClosed) {
      throw Failure.of(
          CommonCode.UNAVAILABLE,
          "This service sends no mail; its operator has to set APP_SMTP_URL");
    }
  }
}
