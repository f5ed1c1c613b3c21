package dev.gatehouse.platform;

import com.codahale.metrics.health.HealthCheck;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.rest.ResourceInterceptor;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.Permission;
import io.dropwizard.lifecycle.Managed;
import java.util.List;
import java.util.Map;

/** The parts of a module that the application registers. */
public interface Feature {
  /** Jersey resources and providers, one instance each. */
  default List<Object> resources() {
    return List.of();
  }

  /** The permissions that the feature's routes check. */
  default List<Permission> permissions() {
    return List.of();
  }

  /** What the feature derives keys for. */
  default List<KeyUse> keyUses() {
    return List.of();
  }

  /** What the replacement of the key ring's root does with the feature's data. */
  default List<RekeyStep> rekeySteps() {
    return List.of();
  }

  /** The rules that {@link dev.gatehouse.platform.routing.RestrictedBy} may name. */
  default List<AccessRule> accessRules() {
    return List.of();
  }

  /** Interceptors around resource methods, the outermost first. */
  default List<ResourceInterceptor> interceptors() {
    return List.of();
  }

  /** Handlers of the jobs that the feature enqueues. */
  default List<JobHandler<?>> jobHandlers() {
    return List.of();
  }

  /** The types of mail that the feature sends. */
  default List<MailType> mailTypes() {
    return List.of();
  }

  /** Parts that start with the service and stop with it, in reverse order. */
  default List<Managed> managed() {
    return List.of();
  }

  /** Tasks that run on a schedule while the service is up. */
  default List<RecurringTask> recurring() {
    return List.of();
  }

  /** Adds the feature's gauges. */
  default void showIn(Metrics metrics) {}

  /** Health checks of the admin port by name. */
  default Map<String, HealthCheck> healthChecks() {
    return Map.of();
  }
}
