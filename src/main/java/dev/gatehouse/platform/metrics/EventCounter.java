package dev.gatehouse.platform.metrics;

import io.prometheus.metrics.core.metrics.Counter;

/** Counts events of one kind. Thread-safe. */
public final class EventCounter {
  private final Counter counter;

  EventCounter(Counter counter) {
    this.counter = counter;
  }

  /**
   * Counts an event.
   *
   * @param labels one value for each label of the metric; each is one of a few constants, never
   *     client input
   */
  public void count(String... labels) {
    if (labels.length == 0) {
      counter.inc();
    } else {
      counter.labelValues(labels).inc();
    }
  }
}
