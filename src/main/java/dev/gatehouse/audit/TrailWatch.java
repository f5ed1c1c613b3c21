package dev.gatehouse.audit;

import dev.gatehouse.platform.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Metrics of the trail's newest entries, looked at now and then. Thread-safe. */
final class TrailWatch {
  private static final int TAIL = 100;
  private static final double MILLIS = 1000;

  private final TrailTail tail;
  private final Clock clock;
  private volatile @Nullable Looked looked;

  private record Looked(boolean isWhole, double unchainedSeconds) {}

  TrailWatch(TrailTail tail, Clock clock) {
    this.tail = tail;
    this.clock = clock;
  }

  void look() {
    TrailTail.Seen seen = tail.look(TAIL);
    looked =
        new Looked(seen.discrepancy().isEmpty(), seen.unchainedSince().map(this::age).orElse(0.0));
  }

  /** Shows nothing before the first look. */
  void addTo(Metrics metrics) {
    metrics.gauges(
        "gatehouse_audit_chain_ok",
        "1 if the newest " + TAIL + " audit entries verified a minute ago, 0 if not",
        List.of(),
        () -> single(state -> state.isWhole() ? 1.0 : 0.0));
    metrics.gauges(
        "gatehouse_audit_unchained_seconds",
        "How long the oldest audit entry that is not chained was waiting a minute ago",
        List.of(),
        () -> single(Looked::unchainedSeconds));
  }

  private double age(Instant since) {
    return Math.max(0, Duration.between(since, clock.instant()).toMillis() / MILLIS);
  }

  private Map<List<String>, Double> single(ToDoubleFunction<Looked> value) {
    Looked state = looked;
    return state == null ? Map.of() : Map.of(List.of(), value.applyAsDouble(state));
  }
}
