package dev.gatehouse.doctor;

import dev.gatehouse.operations.ClockCheck;
import java.util.function.Supplier;

/** Whether this machine's clock agrees with the database's. */
public final class ClockOffsetCheck implements Check {
  private final Supplier<ClockCheck.Offset> measure;

  public ClockOffsetCheck(Supplier<ClockCheck.Offset> measure) {
    this.measure = measure;
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Need need() {
    return Need.DATABASE;
  }

  @Override
  public Outcome run() {
    // the first one waits for a connection and classes, so it tells less
    ClockCheck.Offset first = measure.get();
    ClockCheck.Offset second = measure.get();
    ClockCheck.Offset offset = second.margin().compareTo(first.margin()) < 0 ? second : first;
    return offset.isTooLarge()
        ? Outcome.found(
            FaultCode.CLOCK_OFF,
            "The clock of this machine is %s.".formatted(offset.inWords()),
            "Synchronize both by NTP: tokens, limits and jobs depend on it.")
        : Outcome.ok("it is " + offset.inWords());
  }
}
