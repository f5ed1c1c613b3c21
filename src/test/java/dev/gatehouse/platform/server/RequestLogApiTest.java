package dev.gatehouse.platform.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLogApiTest {
  private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln";
  private static final String KEY = "gth_Zk3yQ9vT1mB7xR5wN2cH8jL4pD6sF0gA1uE3iO5tY7q000000";

  private final Service service = Service.shared();

  private String pathLogged(String method, String path) throws IOException {
    String id = Service.newName();
    Wire.ask(service.port(), method + " " + path, "X-Request-ID: " + id).status();
    String line =
        service
            .awaitLog("\"request_id\":\"" + id + "\"")
            .lines()
            .filter(one -> one.contains(id))
            .findFirst()
            .orElseThrow();
    return line.replaceFirst(".*\"path\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void addressesAndTokensAreMaskedInUnknownPaths() throws IOException {
    for (String secret :
        List.of(
            "someone@example.com",
            "someone%40example.com",
            "someone%2540example.com",
            "some%25252540one",
            "x%25252525252540y",
            "%EF%BC%A0example",
            JWT,
            JWT.substring(0, 12),
            "e%79JhbGciOi",
            KEY,
            "5f2b8c1d9e3a7046b8d1",
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            "q".repeat(40))) {
      for (String path : List.of("/api/v1/users/", "/nowhere/", "/api/v1/users/me/sessions/x/")) {
        assertThat(pathLogged("GET", path + secret)).as(secret).isEqualTo(path + "***");
        assertThat(pathLogged("DELETE", path + secret + "/more"))
            .as(secret)
            .isEqualTo(path + "***/more");
      }
    }
    assertThat(pathLogged("GET", "/api/v1/users/1;to=someone@example.com"))
        .isEqualTo("/api/v1/users/***");
    assertThat(pathLogged("GET", "/" + "ab/".repeat(1000))).hasSizeLessThan(310);
  }

  @Test
  void knownRoutesAndHarmlessPathsAreLoggedAsSent() throws IOException {
    for (String path :
        List.of(
            "/api/v1/users/9007199254740993",
            "/api/v1/users/me/sessions/0f8fad5b-d9cb-469f-a165-70867728950e",
            "/docs/swagger-ui-bundle.js",
            "/wp-content/plugins/some-long-name-of-one/readme.txt",
            "/.env",
            "/api/v1/productz/12")) {
      String method = path.contains("sessions") ? "DELETE" : "GET";
      assertThat(pathLogged(method, path)).isEqualTo(path);
    }
  }

  @Test
  void aProbeIsLoggedOnlyWhileItFails() throws IOException {
    Person ann = service.person();
    String id = Service.newName();
    for (String probe : List.of("/livez", "/readyz", "/healthz", "/livez/")) {
      assertThat(Wire.ask(service.port(), "GET " + probe, "X-Request-ID: " + id).status())
          .isEqualTo(200);
    }
    assertThat(
            Wire.ask(service.port(), "GET /livez", "X-Request-ID: " + id, "Accept: a/b").status())
        .isEqualTo(406);
    ann.me().header("X-Request-ID", id + "z").answer().expect(200);

    List<String> lines =
        service.awaitLog(id + "z").lines().filter(line -> line.contains("\"" + id + "\"")).toList();
    assertThat(lines).singleElement().asString().contains("/livez", "\"status\":406");
    assertThat(service.metrics())
        .contains("route=\"/livez\",status=\"200\"", "route=\"/readyz\",status=\"200\"");
  }

  @Test
  void keysAndMetadataMayBeReadByScriptsOfAnyOrigin() throws IOException {
    for (String path : List.of("jwks.json", "oauth-authorization-server")) {
      for (String origin : List.of("https://any.example", "null")) {
        Wire.Answer answer =
            Wire.ask(service.port(), "GET /.well-known/" + path, "Origin: " + origin);

        assertThat(answer.all("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(answer.header("Vary")).contains("Origin");
      }
    }
  }
}
