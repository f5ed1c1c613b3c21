package dev.gatehouse.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Rights;
import io.dropwizard.auth.Auth;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Optional;
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
    @Requires("root")
    public void unknownRight(@Auth Caller caller) {}

    @GET
    @Requires(Rights.ADMIN)
    public void rightOfNobody() {}

    @GET
    @Requires(Rights.ADMIN)
    public void rightOfAnyone(@Auth Optional<Caller> caller) {}

    @GET
    @RolesAllowed(Rights.ADMIN)
    public void uncheckedRole(@Auth Caller caller) {}

    @GET
    @DenyAll
    public void uncheckedDenial() {}
  }

  private static MethodPolicy policyOf(String name) {
    return Arrays.stream(Odd.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .map(method -> MethodPolicy.of(Odd.class, method))
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
  void aContradictoryMethodPreventsTheStart() {
    for (String name :
        new String[] {
          "looseId",
          "unknownRight",
          "rightOfNobody",
          "rightOfAnyone",
          "uncheckedRole",
          "uncheckedDenial"
        }) {
      assertThatThrownBy(() -> policyOf(name)).as(name).isInstanceOf(IllegalStateException.class);
    }
  }
}
