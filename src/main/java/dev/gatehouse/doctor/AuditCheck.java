package dev.gatehouse.doctor;

import dev.gatehouse.audit.Discrepancy;
import dev.gatehouse.audit.TrailTail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the newest part of the audit trail is whole, and new entries are chained. */
public final class AuditCheck implements Check {
  private static final int TAIL = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Supplier<TrailTail> tail;
  private final Duration chainEvery;
  private final LiveNodes nodes;
  private final Clock clock;

  public AuditCheck(Supplier<TrailTail> tail, Duration chainEvery, LiveNodes nodes, Clock clock) {
    this.tail = tail;
    this.chainEvery = chainEvery;
    this.nodes = nodes;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public Need need() {
    return Need.KEYS;
  }

  @Override
  public Outcome run() {
    TrailTail.Seen seen = tail.get().look(TAIL);
    List<Finding> findings = new ArrayList<>();
    seen.discrepancy().map(AuditCheck::broken).ifPresent(findings::add);
    Optional<Instant> late =
        seen.unchainedSince()
            .filter(since -> since.plus(chainEvery).plus(PATIENCE).isBefore(clock.instant()));
    if (late.isPresent() && nodes.count() > 0) {
      findings.add(
          new Finding(
              FaultCode.AUDIT_BEHIND,
              "Audit entries are not chained since %s.".formatted(late.get()),
              "Look for audit_broken and errors of audit.chain in the logs of the nodes. Until it is"
                  + " chained, the deletion of an entry is not noticed."));
    }
    return Outcome.of(
        findings, "the newest %d entries are whole; `audit verify` reads all".formatted(TAIL));
  }

  private static Finding broken(Discrepancy discrepancy) {
    return new Finding(
        FaultCode.AUDIT_BROKEN,
        "The audit trail is not clean: %s.".formatted(discrepancy.message()),
        "Run `java -jar app.jar audit verify config.yml`, which reads all of it, save the database"
            + " as it is, and compare with a backup.");
  }
}
