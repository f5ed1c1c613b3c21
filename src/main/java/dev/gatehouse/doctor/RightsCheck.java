package dev.gatehouse.doctor;

import dev.gatehouse.platform.config.OperatorException;
import java.util.Optional;

/** Whether the role may read and write every table. */
public final class RightsCheck implements Check {
  private final Runnable require;

  /**
   * The check.
   *
   * @param require throws an {@link OperatorException} if rights are missing
   */
  public RightsCheck(Runnable require) {
    this.require = require;
  }

  @Override
  public String name() {
    return "rights";
  }

  @Override
  public Need need() {
    return Need.DATABASE;
  }

  @Override
  public Optional<Need> opens() {
    return Optional.of(Need.SCHEMA);
  }

  @Override
  public Outcome run() {
    try {
      require.run();
      return Outcome.ok("the role may read and write every table");
    } catch (OperatorException e) {
      return Outcome.found(FaultCode.PRIVILEGES_MISSING, e.seen(), e.remedy());
    }
  }
}
