package dev.gatehouse.users;

import dev.gatehouse.platform.metrics.Metrics;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The number of active administrators as a metric, counted now and then. Thread-safe. */
final class AdministratorWatch {
  private final UserDao dao;
  private volatile OptionalInt counted = OptionalInt.empty();

  AdministratorWatch(UserDao dao) {
    this.dao = dao;
  }

  void count() {
    counted = OptionalInt.of(dao.countAdministrators());
  }

  /** Shows nothing before the first count. */
  void addTo(Metrics metrics) {
    metrics.gauges(
        "gatehouse_active_admins",
        "Active administrators a minute ago, counted up to 1,000",
        List.of(),
        this::gauge);
  }

  private Map<List<String>, Double> gauge() {
    OptionalInt last = counted;
    return last.isEmpty() ? Map.of() : Map.of(List.of(), (double) last.getAsInt());
  }
}
