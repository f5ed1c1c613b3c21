package dev.gatehouse.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Service;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataApiTest {
  private static final String PATH = "/.well-known/oauth-authorization-server";

  private final Service service = Service.shared();

  @Test
  void theMetadataNamesWhatThereIs() throws Exception {
    Answer answer = service.get(PATH).answer().expect(200);

    JsonNode json = answer.json();
    assertThat(json.path("token_endpoint").asText()).endsWith("/oauth2/token");
    assertThat(json.path("grant_types_supported").toString())
        .isEqualTo("[\"password\",\"refresh_token\",\"client_credentials\"]");
    assertThat(json.path("response_types_supported").toString()).isEqualTo("[]");
    assertThat(json.path("token_endpoint_auth_signing_alg_values_supported").toString())
        .isEqualTo("[\"RS256\",\"PS256\",\"ES256\",\"EdDSA\"]");
    List<String> scopes = new ArrayList<>();
    json.path("scopes_supported").forEach(scope -> scopes.add(scope.asText()));
    assertThat(scopes).isEqualTo(service.admin().get("/api/v1/permissions").answer().each("name"));
    AuthorizationServerMetadata read = AuthorizationServerMetadata.parse(answer.body());
    assertThat(read.getIntrospectionEndpointURI().getPath()).isEqualTo("/oauth2/introspect");
    assertThat(read.getRevocationEndpointURI().getPath()).isEqualTo("/oauth2/revoke");
    assertThat(read.getJWKSetURI().getPath()).isEqualTo("/.well-known/jwks.json");
  }

  @Test
  void everybodyMayKeepTheMetadataForFiveMinutes() {
    Answer answer = service.get(PATH).header("Origin", "https://any.example").answer().expect(200);

    assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    Answer again = service.get(PATH).header("If-None-Match", answer.header("ETag")).answer();
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.header("Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(again.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(service.head(PATH).answer().header("ETag")).isEqualTo(answer.header("ETag"));
  }

  @Test
  void theMetadataOfAnIssuerWithAPathStandBelowItsNameToo() {
    assertThat(service.get(PATH + "/shop").answer().outcome()).isEqualTo("404 not_found");
    try (Service shop = Service.start("APP_PUBLIC_URL", "https://shop.example/some/path")) {
      Answer plain = shop.get(PATH).answer().expect(200);
      Answer below = shop.get(PATH + "/some/path").anyAnswer().expect(200);

      assertThat(below.body()).isEqualTo(plain.body());
      assertThat(below.text("issuer")).isEqualTo("https://shop.example/some/path");
      assertThat(below.text("token_endpoint"))
          .isEqualTo("https://shop.example/some/path/oauth2/token");
      assertThat(shop.get(PATH + "/some").answer().outcome()).isEqualTo("404 not_found");
      assertThat(shop.get(PATH + "/other/path").anyAnswer().status()).isEqualTo(404);
    }
  }
}
