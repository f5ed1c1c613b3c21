package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A service under a path of somebody else's host: the proxy takes the path away from requests. */
class BehindProxyApiTest {
  private static final String PATH = "/shop";
  private static final Service SERVICE =
      Service.start(
          "APP_PUBLIC_URL", "https://shop.example" + PATH, "APP_TRUSTED_PROXIES", "127.0.0.1");
  private static final Person ADMIN = SERVICE.admin();

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  @Test
  void whatIsCreatedIsFoundUnderThePublicPath() {
    String key = Service.newName();
    List<Answer> created = new ArrayList<>();
    created.add(SERVICE.signUp(Service.newEmail()).answer().expect(201));
    created.add(
        ProductFixtures.adding(ADMIN, "sku-1").header("Idempotency-Key", key).answer().expect(201));
    created.add(imported("sku-2"));
    Answer replayed =
        ProductFixtures.adding(ADMIN, "sku-1").header("Idempotency-Key", key).answer();

    for (Answer answer : created) {
      String location = answer.header("Location");
      assertThat(location).startsWith(PATH + "/api/v1/");
      assertThat(ADMIN.get(ownPath(location)).answer().id()).isEqualTo(answer.id());
    }
    assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(replayed.header("Location")).isEqualTo(created.get(1).header("Location"));
  }

  @Test
  void theNextPageIsFoundUnderThePublicPath() {
    SERVICE.person();
    ProductFixtures.added(ADMIN);
    ProductFixtures.added(ADMIN);
    imported("sku-3");
    imported("sku-4");

    for (String list : List.of("users", "products", "jobs", "audit")) {
      String first = "/api/v1/" + list + "?limit=1";
      String link = ADMIN.get(first).answer().expect(200).header("Link");

      assertThat(link).startsWith("<" + PATH + first + "&cursor=").endsWith(">; rel=\"next\"");
      String next = link.substring(1, link.indexOf('>'));
      assertThat(ADMIN.get(ownPath(next)).answer().expect(200).json().path("items")).hasSize(1);
    }
  }

  @Test
  void theMetadataNamesPublicUrls() {
    JsonNode metadata = SERVICE.get("/.well-known/oauth-authorization-server").answer().json();

    for (String member : List.of("issuer", "token_endpoint", "jwks_uri")) {
      assertThat(metadata.path(member).asText()).startsWith("https://shop.example" + PATH);
    }
  }

  @Test
  void anIpv6AddressHasOneSpellingWhereverItIsWritten() {
    Map<String, String> spellings =
        Map.of(
            "2001:0DB8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1",
            "2001:db8:0:0:0:0:2:1", "2001:db8::2:1",
            "2001:DB8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1",
            "::FFFF:c000:0207", "192.0.2.7");
    Person ann = SERVICE.person();
    spellings.forEach(
        (given, written) -> {
          String requestId = Service.newName();
          Person here = ann.with(Person.Tokens.of(from(given, requestId, ann).answer()));

          assertThat(here.get("/api/v1/users/me/sessions").answer().each("ip")).contains(written);
          assertThat(ADMIN.get("/api/v1/audit?limit=1").answer().each("ip"))
              .containsExactly(written);
          assertThat(lineOf(requestId)).contains("\"client\":\"" + written + "\"");
        });
  }

  private static Call from(String address, String requestId, Person person) {
    return SERVICE
        .login(person.email(), Person.PASSWORD)
        .header("X-Forwarded-For", address)
        .header("X-Request-ID", requestId);
  }

  private static String lineOf(String requestId) {
    return SERVICE
        .awaitLog(requestId)
        .lines()
        .filter(line -> line.contains(requestId) && line.contains("http_request"))
        .findFirst()
        .orElseThrow();
  }

  private static Answer imported(String sku) {
    return ADMIN
        .post("/api/v1/products/import")
        .body("text/csv", "sku,name,unit_amount,currency\n" + sku + ",Thing,100,EUR\n")
        .answer()
        .expect(202);
  }

  private static String ownPath(String path) {
    return path.substring(PATH.length());
  }
}
