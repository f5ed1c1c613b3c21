package dev.gatehouse.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the planner knows the tables of lists as they are. */
public final class StatisticsCheck implements Check {
  private final Supplier<DoctorDao> dao;

  public StatisticsCheck(Supplier<DoctorDao> dao) {
    this.dao = dao;
  }

  @Override
  public String name() {
    return "statistics";
  }

  @Override
  public Need need() {
    return Need.SCHEMA;
  }

  @Override
  public Outcome run() {
    List<Finding> findings =
        dao.get().listStale().stream()
            .map(
                table ->
                    new Finding(
                        FaultCode.STATISTICS_OLD,
                        "The statistics of the table %s are out of date: analyzed %s, %d rows of about %d changed since."
                            .formatted(
                                table.name(),
                                Optional.ofNullable(table.analyzed())
                                    .map(day -> "on " + day)
                                    .orElse("never"),
                                table.changed(),
                                table.live()),
                        "Run: analyze %s. Check that autovacuum is on and keeps up."
                            .formatted(table.name())))
            .toList();
    return Outcome.of(findings, "those of all lists are up to date");
  }
}
