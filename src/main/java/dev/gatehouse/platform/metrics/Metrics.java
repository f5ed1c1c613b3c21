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

/** The metrics of one running service, under names that never change. Safe for several threads. */
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
  private final Counter signIns;

  /**
   * @param version the service's version
   */
  public Metrics(String version) {
    requests =
        Histogram.builder()
            .name("http_server_request_duration_seconds")
            .help("Time from a request's first byte to its answer's last")
            .labelNames("method", "route", "status")
            .classicOnly()
            .withoutExemplars()
            .register(registry);
    signIns =
        Counter.builder()
            .name("gatehouse_sign_ins_total")
            .help("Sign-ins by outcome")
            .labelNames("outcome")
            .withoutExemplars()
            .register(registry);
    Info build =
        Info.builder()
            .name("gatehouse_build_info")
            .help("What is running")
            .labelNames("version", "java")
            .register(registry);
    build.setLabelValues(version, Runtime.version().toString());
    JvmMetrics.builder().register(registry);
  }

  /** Counts one answered request; the route is a template, never what a client sent. */
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

  /** Counts one sign-in; the outcome is one of a few constants. */
  public void signIn(String outcome) {
    signIns.labelValues(outcome).inc();
  }

  /** Shows the connection pool, asked at every scrape. */
  public void poolGauges(
      IntSupplier active, IntSupplier idle, IntSupplier waiting, IntSupplier max) {
    gauge("gatehouse_pool_active_connections", "Connections in use", active);
    gauge("gatehouse_pool_idle_connections", "Connections not in use", idle);
    gauge("gatehouse_pool_waiting_threads", "Threads that wait for a connection", waiting);
    gauge("gatehouse_pool_max_connections", "Connections at most", max);
  }

  /** Shows a number that is asked for at every scrape. */
  public void gauge(String name, String help, IntSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsInt()))
        .register(registry);
  }

  /** Shows a family of numbers by the values of its labels, asked for at every scrape. */
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
