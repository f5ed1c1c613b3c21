package dev.gatehouse.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocsApiTest {
  private static final Pattern LOADED = Pattern.compile("(?:src|stylesheet\" href)=\"([^\"]+)\"");

  private final Service service = Service.shared();

  @Test
  void allThatThePageLoadsComesFromHere() {
    Answer page = service.get("/docs").answer().expect(200);

    List<String> loaded =
        LOADED.matcher(page.body()).results().map((MatchResult found) -> found.group(1)).toList();

    assertThat(loaded).hasSize(4).allMatch(path -> path.startsWith("/docs/"));
    assertThat(loaded)
        .extracting(path -> service.get(path).answer().expect(200).header("Content-Type"))
        .containsExactlyInAnyOrder(
            "text/javascript;charset=utf-8",
            "text/javascript;charset=utf-8",
            "text/css;charset=utf-8",
            "text/css;charset=utf-8");
  }

  @Test
  void noStyleNamesAMapThatIsNotThere() {
    assertThat(service.get("/docs/swagger-ui.css").answer().expect(200).body())
        .contains(".swagger-ui")
        .doesNotContain("sourceMappingURL");
  }

  @Test
  void nothingButTheOwnScriptsMayRun() {
    String policy = service.get("/docs").answer().header("Content-Security-Policy");

    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  void behindAProxyItIsFoundUnderThePathOfThePublicUrl() {
    try (Service prefixed = Service.start("APP_PUBLIC_URL", "https://shop.example/id")) {
      JsonNode description = prefixed.get("/openapi.json").answer().expect(200).json();

      assertThat(prefixed.get("/docs").answer().body())
          .contains("\"/id/docs/docs.js\"", "data-path=\"/id\"");
      assertThat(description.at("/servers/0/url").asText()).isEqualTo("/id");
      assertThat(
              description
                  .at("/components/securitySchemes/password/flows/password/tokenUrl")
                  .asText())
          .isEqualTo("/id/api/v1/auth/login");
    }
  }

  @Test
  void theSignInFormOffersThePermissionsAsScopes() {
    JsonNode scopes =
        service
            .get("/openapi.json")
            .answer()
            .expect(200)
            .json()
            .at("/components/securitySchemes/password/flows/password/scopes");
    Person root = service.admin();

    JsonNode all = root.get("/api/v1/permissions").answer().expect(200).json().path("items");
    assertThat(scopes).hasSize(all.size()).hasSizeGreaterThan(10);
    all.forEach(
        permission ->
            assertThat(scopes.path(permission.path("name").textValue()).textValue())
                .isEqualTo(permission.path("description").textValue()));
  }

  @Test
  void aFileIsSentOnce() {
    String tag = service.get("/docs/swagger-ui.css").answer().header("ETag");

    assertThat(service.get("/docs/swagger-ui.css").header("If-None-Match", tag).answer().status())
        .isEqualTo(304);
  }

  @Test
  void noOtherFileOfTheJarIsServed() {
    for (String path :
        List.of("/docs/index.html", "/docs/pom.xml", "/docs/other.js", "/docs/..%2fconfig.yml")) {
      assertThat(service.get(path).answer().status()).as(path).isIn(400, 404);
    }
  }
}
