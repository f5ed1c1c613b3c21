package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.routing.MethodPolicy;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Authenticator;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Map;

/** Puts one {@link AccessFilter} before each resource method. */
final class AccessFeature implements DynamicFeature {
  private final CurrentRequest currentRequest;
  private final Authenticator<String, Caller> authenticator;
  private final Map<Class<?>, AccessRule> gates;

  AccessFeature(
      CurrentRequest currentRequest,
      Authenticator<String, Caller> authenticator,
      Map<Class<?>, AccessRule> gates) {
    this.currentRequest = currentRequest;
    this.authenticator = authenticator;
    this.gates = gates;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Class<?> type = resource.getResourceClass();
    if (type.isAnnotationPresent(Path.class)) {
      MethodPolicy policy = MethodPolicy.of(type, resource.getResourceMethod(), gates);
      context.register(new AccessFilter(policy, currentRequest, authenticator));
    }
  }
}
