package dev.gatehouse.doctor;

import dev.gatehouse.doctor.FaultCode.Severity;
import java.util.List;
import java.util.Locale;

/**
 * What came of a check.
 *
 * @param findings empty unless the status is a warning or a fault
 * @param seen what was seen if there is no finding
 */
public record Outcome(Status status, List<Finding> findings, String seen) {
  /** In the order of their weight. */
  public enum Status {
    NOT_CHECKED,
    OK,
    WARNING,
    FAULT;

    /** The form to show. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(FaultCode code) {
      return code.severity() == Severity.FAULT ? FAULT : WARNING;
    }
  }

  public Outcome {
    findings = List.copyOf(findings);
  }

  static Outcome ok(String seen) {
    return new Outcome(Status.OK, List.of(), seen);
  }

  static Outcome notChecked(String why) {
    return new Outcome(Status.NOT_CHECKED, List.of(), why);
  }

  static Outcome found(FaultCode code, String seen, String remedy) {
    return of(List.of(new Finding(code, seen, remedy)), "");
  }

  static Outcome found(Finding finding) {
    return of(List.of(finding), "");
  }

  /** The findings; without any, that all is well. */
  static Outcome of(List<Finding> findings, String ok) {
    return findings.stream()
        .map(finding -> Status.of(finding.code()))
        .max(Status::compareTo)
        .map(worst -> new Outcome(worst, findings, ""))
        .orElseGet(() -> ok(ok));
  }
}
