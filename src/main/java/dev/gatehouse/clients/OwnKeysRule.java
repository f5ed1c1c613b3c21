package dev.gatehouse.clients;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import java.util.Optional;

/** Closes the routes of personal keys if the operator has switched them off. */
final class OwnKeysRule implements AccessRule {
  private final boolean isOn;

  OwnKeysRule(boolean isOn) {
    this.isOn = isOn;
  }

  @Override
  public void check(Optional<Caller> caller) {
    if (!isOn) {
      throw Failure.of(CommonCode.FORBIDDEN, "API keys of people are switched off.");
    }
  }
}
