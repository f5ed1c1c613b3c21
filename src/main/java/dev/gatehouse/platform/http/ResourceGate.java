package dev.gatehouse.platform.http;

import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Authenticator;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Map;

/** Puts one {@link GateFilter} before each resource method. */
final class ResourceGate implements DynamicFeature {
  private final Exchanges exchanges;
  private final Authenticator<String, Caller> authenticator;
  private final Map<Class<?>, Gate> gates;

  ResourceGate(
      Exchanges exchanges, Authenticator<String, Caller> authenticator, Map<Class<?>, Gate> gates) {
    this.exchanges = exchanges;
    this.authenticator = authenticator;
    this.gates = gates;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Class<?> type = resource.getResourceClass();
    if (type.isAnnotationPresent(Path.class)) {
      MethodPolicy policy = MethodPolicy.of(type, resource.getResourceMethod(), gates);
      context.register(new GateFilter(policy, exchanges, authenticator));
    }
  }
}
