package dev.gatehouse.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.doctor.FaultCode.Severity;
import dev.gatehouse.doctor.Outcome.Status;
import dev.gatehouse.platform.binding.ApiJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcomes of all checks by their names, for people and for programs. */
public record Report(Map<String, Outcome> outcomes) {
  private static final String LINE = "%-11s  %-14s  %s%n";

  public Report {
    outcomes = new LinkedHashMap<>(outcomes);
  }

  /** What is wrong, in the order of the checks. */
  public List<Finding> findings() {
    return outcomes.values().stream().flatMap(outcome -> outcome.findings().stream()).toList();
  }

  /** The codes of what is a fault. */
  public List<String> faults() {
    return findings().stream()
        .map(Finding::code)
        .filter(code -> code.severity() == Severity.FAULT)
        .map(FaultCode::key)
        .distinct()
        .toList();
  }

  /** The heaviest of all; what was not checked weighs nothing. */
  private Status status() {
    Status worst =
        outcomes.values().stream()
            .map(Outcome::status)
            .max(Status::compareTo)
            .orElse(Status.NOT_CHECKED);
    return worst == Status.NOT_CHECKED ? Status.OK : worst;
  }

  /** One line a check or finding, with the remedy beneath. */
  public String text() {
    StringBuilder text = new StringBuilder();
    outcomes.forEach(
        (name, outcome) -> {
          if (outcome.findings().isEmpty()) {
            text.append(LINE.formatted(words(outcome.status()), name, outcome.seen()));
          }
          for (Finding finding : outcome.findings()) {
            String seen = finding.code().key() + ": " + finding.seen();
            text.append(LINE.formatted(words(Status.of(finding.code())), name, seen));
            text.append(LINE.formatted("", "", finding.remedy()));
          }
        });
    return text.toString();
  }

  private static String words(Status status) {
    return status.key().replace('_', ' ');
  }

  /** One JSON document. */
  public String json() {
    ObjectNode document = ApiJson.MAPPER.createObjectNode();
    document.put("status", status().key());
    ArrayNode checks = document.putArray("checks");
    outcomes.forEach(
        (name, outcome) -> {
          if (outcome.findings().isEmpty()) {
            add(checks, name, outcome.status(), null, outcome.seen(), null);
          }
          for (Finding finding : outcome.findings()) {
            Status status = Status.of(finding.code());
            add(checks, name, status, finding.code().key(), finding.seen(), finding.remedy());
          }
        });
    return document.toPrettyString();
  }

  private static void add(
      ArrayNode checks,
      String name,
      Status status,
      @Nullable String code,
      String seen,
      @Nullable String remedy) {
    checks
        .addObject()
        .put("check", name)
        .put("status", status.key())
        .put("code", code)
        .put("seen", seen)
        .put("remedy", remedy);
  }
}
