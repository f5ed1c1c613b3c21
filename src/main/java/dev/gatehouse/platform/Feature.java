package dev.gatehouse.platform;

import com.codahale.metrics.health.HealthCheck;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.rest.ResourceInterceptor;
import dev.gatehouse.platform.routing.AccessRule;
import io.dropwizard.lifecycle.Managed;
import java.util.List;
import java.util.Map;

/** What a module hands to the application, which alone registers it. */
public interface Feature {
  /** Jersey resources and providers, one instance each. */
  default List<Object> resources() {
    return List.of();
  }

  /** The rules that {@link dev.gatehouse.platform.routing.RestrictedBy} may name. */
  default List<AccessRule> accessRules() {
    return List.of();
  }

  /** What is done around resource methods, the first outermost. */
  default List<ResourceInterceptor> interceptors() {
    return List.of();
  }

  /** What does the jobs that the feature enqueues. */
  default List<JobHandler<?>> jobHandlers() {
    return List.of();
  }

  /** The types of mail that the feature sends. */
  default List<MailType> mailTypes() {
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

  /** Adds the gauges that show how the feature stands. */
  default void showIn(Metrics metrics) {}

  /** Health checks of the admin port by name. */
  default Map<String, HealthCheck> healthChecks() {
    return Map.of();
  }
}
