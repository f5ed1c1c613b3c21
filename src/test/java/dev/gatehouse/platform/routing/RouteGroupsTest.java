package dev.gatehouse.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteGroupsTest {
  private static final List<String> PATHS =
      List.of(
          "/api/v1/users",
          "/api/v1/users/{id: [0-9]+}",
          "/api/v1/users/me",
          "/api/v1/users/me/email",
          "/api/v1/users/me/sessions/{sid: [0-9a-f/]+}",
          "/api/v1/roles",
          "/api/v1/roles/{name}",
          "/docs",
          "/docs/{file}");

  @Test
  void aGroupIsTheLongestBeginningThatThreePathsShare() {
    RouteGroups groups = new RouteGroups(PATHS);
    assertThat(PATHS)
        .extracting(groups::groupOf)
        .containsExactly(
            "/api/v1/users",
            "/api/v1/users",
            "/api/v1/users/me",
            "/api/v1/users/me",
            "/api/v1/users/me",
            "/api/v1",
            "/api/v1",
            "/docs",
            "/docs/{file}");
  }

  @Test
  void noGroupHidesAPathOfAnotherByAParameterInItsPlace() {
    assertThat(groupWith("/api/v1/{collection}/export", "/api/v1/users")).isEqualTo("/api/v1");
    String email = "/api/v1/users/me/email";
    assertThat(groupWith("/api/v1/users/{name}/posts", email)).isEqualTo("/api/v1/users");
    assertThat(groupWith("/api/{rest: .+}/posts", email)).isEqualTo("/api");
    assertThat(groupWith("/{file: .*}", email)).isEqualTo(email);
    assertThat(groupWith("/api/v1/users/{id: [0-9]+}/posts", email)).isEqualTo("/api/v1/users/me");
  }

  private static String groupWith(String further, String path) {
    List<String> all = new ArrayList<>(PATHS);
    all.add(further);
    return new RouteGroups(all).groupOf(path);
  }
}
