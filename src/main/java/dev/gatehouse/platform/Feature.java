package dev.gatehouse.platform;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.lifecycle.Managed;
import java.util.List;
import java.util.Map;

/** What a module hands to the application, which alone registers it. */
public interface Feature {
  /** Jersey resources and providers, one instance each. */
  default List<Object> resources() {
    return List.of();
  }

  /** What starts with the service and stops, in reverse order, with it. */
  default List<Managed> managed() {
    return List.of();
  }

  /** What is to be done now and then while the service runs. */
  default List<RecurringTask> recurring() {
    return List.of();
  }

  /** Health checks of the admin port by name. */
  default Map<String, HealthCheck> healthChecks() {
    return Map.of();
  }
}
