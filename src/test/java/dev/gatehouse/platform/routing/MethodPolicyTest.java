package dev.gatehouse.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.rest.JerseyServiceApplication;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MethodPolicyTest {
  /** Methods that are inspected and never called. */
  @Path("api/odd/")
  public static final class Odd {
    @GET
    @Path("/{name: [a-z]{2,3}}/x/" + PathIds.ID + "/")
    public void patterns() {}

    @GET
    @Path("{id}")
    public void looseId() {}

    @GET
    @RolesAllowed("root")
    public void unknownRole() {}

    @GET
    @RestrictedBy(JerseyServiceApplication.ClosedToUsers.class)
    public void unknownGate() {}
  }

  private static MethodPolicy policyOf(String name) {
    return Arrays.stream(Odd.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .map(method -> MethodPolicy.of(Odd.class, method, Map.of()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theRouteIsTheTemplateWithoutItsPatterns() {
    MethodPolicy policy = policyOf("patterns");
    assertThat(policy.route()).isEqualTo("/api/odd/{name}/x/{id}");
    assertThat(policy.hasId()).isTrue();
  }

  @Test
  void aContradictoryMethodStopsTheStart() {
    for (String name : new String[] {"looseId", "unknownRole", "unknownGate"}) {
      assertThatThrownBy(() -> policyOf(name)).isInstanceOf(IllegalStateException.class);
    }
  }
}
