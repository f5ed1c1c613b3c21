package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.routing.MethodPolicy;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.security.Caller;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Registers for each resource method the filters that its {@link MethodPolicy} asks for. Their
 * priorities give the order of checks in the contract; {@link BearerAuthFilter} runs between the
 * route and the permission.
 */
final class MethodFilters implements DynamicFeature {
  private final Map<Class<?>, AccessRule> rules;

  MethodFilters(List<AccessRule> rules) {
    this.rules =
        rules.stream().collect(Collectors.toUnmodifiableMap(Object::getClass, Function.identity()));
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Class<?> type = resource.getResourceClass();
    if (!type.isAnnotationPresent(Path.class)) {
      return;
    }
    Method method = resource.getResourceMethod();
    MethodPolicy policy = MethodPolicy.of(type, method);
    context.register(new RouteFilter(policy));
    if (policy.callerKind() != Caller.class) {
      context.register(new CallerKindFilter(policy.callerKind()));
    }
    if (!policy.permissions().isEmpty()) {
      context.register(new PermissionFilter(policy.permissions()));
    }
    RestrictedBy restrictedBy = method.getAnnotation(RestrictedBy.class);
    if (restrictedBy != null) {
      context.register(new AccessRuleFilter(ruleOf(restrictedBy, method), policy.hasId()));
    }
    if (policy.takesIdempotencyKey()) {
      context.register(new IdempotencyKeyFilter());
    }
    if (policy.readsBody()) {
      context.register(new ContentLengthFilter(policy.maxBytes()));
    }
  }

  private AccessRule ruleOf(RestrictedBy restrictedBy, Method method) {
    AccessRule rule = rules.get(restrictedBy.value());
    if (rule == null) {
      throw new IllegalStateException(
          restrictedBy.value() + " of " + method + " is in no Feature.accessRules()");
    }
    return rule;
  }
}
