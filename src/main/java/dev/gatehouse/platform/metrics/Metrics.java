package dev.gatehouse.platform.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The metrics of one service, whose names never change. Thread-safe. */
public final class Metrics {
  private static final double NANOS = 1e9;
  private static final String[] STATUSES = new String[600];

  static {
    for (int status = 0; status < STATUSES.length; status++) {
      STATUSES[status] = Integer.toString(status);
    }
  }

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Histogram requests;

  public Metrics(String version) {
    requests =
        Histogram.builder()
            .name("http_server_request_duration_seconds")
            .help("Time from the first byte of a request to the last byte of its response")
            .labelNames("method", "route", "status")
            .classicOnly()
            .withoutExemplars()
            .register(registry);
    Info build =
        Info.builder()
            .name("gatehouse_build_info")
            .help("Version of the service and of Java")
            .labelNames("version", "java")
            .register(registry);
    build.setLabelValues(version, Runtime.version().toString());
    JvmMetrics.builder().register(registry);
  }

  /** Records one request. The route is a template, never client input. */
  public void request(String method, String route, int status, long nanos) {
    String known =
        switch (method) {
          case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT" ->
              method;
          default -> "other";
        };
    String code = status >= 0 && status < STATUSES.length ? STATUSES[status] : "other";
    requests.labelValues(known, route, code).observe(nanos / NANOS);
  }

  /**
   * Publishes a counter of a feature.
   *
   * @param name {@code gatehouse_…_total}; unique, and never changed once released
   */
  public EventCounter counter(String name, String help, String... labels) {
    return new EventCounter(
        Counter.builder()
            .name(name)
            .help(help)
            .labelNames(labels)
            .withoutExemplars()
            .register(registry));
  }

  /** Publishes the state of the connection pool, read at every scrape. */
  public void poolGauges(
      IntSupplier active, IntSupplier idle, IntSupplier waiting, IntSupplier max) {
    gauge("gatehouse_pool_active_connections", "Connections in use", active);
    gauge("gatehouse_pool_idle_connections", "Connections not in use", idle);
    gauge("gatehouse_pool_waiting_threads", "Threads waiting for a connection", waiting);
    gauge("gatehouse_pool_max_connections", "Maximum number of connections", max);
  }

  /** Publishes a number, read at every scrape. */
  public void gauge(String name, String help, IntSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsInt()))
        .register(registry);
  }

  /** Publishes one number per combination of labels, read at every scrape. */
  public void gauges(
      String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> values) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(String[]::new))
        .callback(
            callback ->
                values
                    .get()
                    .forEach((at, value) -> callback.call(value, at.toArray(String[]::new))))
        .register(registry);
  }

  MetricSnapshots scrape() {
    return registry.scrape();
  }
}
