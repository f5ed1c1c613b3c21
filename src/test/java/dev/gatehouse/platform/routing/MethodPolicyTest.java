package dev.gatehouse.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.security.Caller;
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
    @Requires({"things:read", "things:write"})
    public void eitherPermission(@Auth Caller caller) {}

    @GET
    @RequiresNone(moreWith = "things:read")
    public void noPermission(@Auth Optional<Caller> caller) {}

    @GET
    @Requires("things:read")
    public void permissionOfNobody() {}

    @GET
    @Requires("things:read")
    public void permissionOfAnyone(@Auth Optional<Caller> caller) {}

    @GET
    @Requires({})
    public void noNamedPermission(@Auth Caller caller) {}

    @GET
    public void silent(@Auth Caller caller) {}

    @GET
    public void silentForAnyone(@Auth Optional<Caller> caller) {}

    @GET
    @Requires("things:read")
    @RequiresNone
    public void both(@Auth Caller caller) {}

    @GET
    @RequiresNone
    public void nonePublic() {}

    @GET
    @RolesAllowed("admin")
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
  void thePermissionsAreThoseOfTheAnnotation() {
    assertThat(policyOf("eitherPermission").permissions())
        .containsExactly("things:read", "things:write");
    assertThat(policyOf("noPermission").permissions()).isEmpty();
    assertThat(policyOf("noPermission").permissionsForMore()).containsExactly("things:read");
  }

  @Test
  void aContradictoryMethodPreventsTheStart() {
    for (String name :
        new String[] {
          "looseId",
          "permissionOfNobody",
          "permissionOfAnyone",
          "noNamedPermission",
          "silent",
          "silentForAnyone",
          "both",
          "nonePublic",
          "uncheckedRole",
          "uncheckedDenial"
        }) {
      assertThatThrownBy(() -> policyOf(name)).as(name).isInstanceOf(IllegalStateException.class);
    }
  }
}
