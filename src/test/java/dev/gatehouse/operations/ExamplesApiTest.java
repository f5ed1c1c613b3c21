package dev.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Await;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.OpenApiContract;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sends the bodies that the description gives as examples, as somebody who tries the API out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesApiTest {
  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final String JSON = "application/json";
  private static final String USERS = "/api/v1/users";
  private static final String PRODUCTS = "/api/v1/products";
  private static final String IMPORT = "/api/v1/products/import";

  private final Service service = Service.start();
  private final JsonNode paths = OpenApiContract.api().document().path("paths");

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void whoSignsUpByTheExampleSignsInByTheOther() {
    Answer account = signedUp().expect(201);

    assertThat(account.flag("is_admin")).isFalse();
    assertThat(account.flag("email_verified")).isFalse();
    JsonNode form = example("/api/v1/auth/login", "post", "application/x-www-form-urlencoded");
    service
        .post("/api/v1/auth/login")
        .form(
            form.properties().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue().asText()))
                .toArray(String[]::new))
        .answer()
        .expect(200);
  }

  @Test
  void aProductOfTheExampleIsChangedByTheOthers() {
    Person admin = service.admin();
    Answer made = admin.post(PRODUCTS).body(JSON, text(PRODUCTS, "post", JSON)).answer();
    String path = PRODUCTS + "/" + made.expect(201).id();
    String template = PRODUCTS + "/{id}";

    Answer moved =
        admin
            .post(path + "/stock")
            .body(JSON, text(template + "/stock", "post", JSON))
            .answer()
            .expect(200);
    Answer patched = send(admin.patch(path), template, "patch", MERGE_PATCH).expect(200);
    Answer replaced = send(admin.put(path), template, "put", JSON).expect(200);

    assertThat(patched.number("stock")).isEqualTo(moved.number("stock"));
    assertThat(replaced.flag("is_active")).isTrue();
  }

  @Test
  void theFilesOfTheExamplesAreImported() {
    Person admin = service.admin();
    for (String type : new String[] {"text/csv", "application/x-ndjson"}) {
      String file = example(IMPORT, "post", type).asText();

      Answer job = admin.post(IMPORT).body(type, file).answer().expect(202);

      JsonNode done = ended(admin, job.header("Location"));
      assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("succeeded");
      assertThat(done.at("/result/failed").asInt(-1)).as(done.toString()).isZero();
    }
  }

  @Test
  void aPersonIsStillWhatTheyWereAfterTheExamplesOfPatches() {
    Person admin = service.admin();
    Person ann = service.person();
    JsonNode before = ann.me().answer().json();

    send(ann.patch(USERS + "/me"), USERS + "/me", "patch", MERGE_PATCH).expect(200);
    send(admin.patch(USERS + "/" + ann.id()), USERS + "/{id}", "patch", MERGE_PATCH).expect(200);

    JsonNode after = ann.me().answer().json();
    for (String member : new String[] {"email", "is_active", "is_admin", "email_verified"}) {
      assertThat(after.path(member)).as(member).isEqualTo(before.path(member));
    }
  }

  @Test
  void noExampleProvesWhoAsks() {
    Person ann = service.person();
    for (String path : new String[] {"/delete", "/mfa/disable", "/mfa/totp"}) {
      String route = USERS + "/me" + path;
      assertThat(send(ann.post(route), route, "post", JSON).status()).as(path).isEqualTo(403);
    }
    String password = USERS + "/me/password";
    assertThat(send(ann.put(password), password, "put", JSON).status()).isEqualTo(403);
  }

  private Answer signedUp() {
    return service.post(USERS).body(JSON, text(USERS, "post", JSON)).answer();
  }

  private Answer send(Call call, String path, String verb, String type) {
    return call.body(type, text(path, verb, type)).answer();
  }

  private String text(String path, String verb, String type) {
    return example(path, verb, type).toString();
  }

  private JsonNode example(String path, String verb, String type) {
    JsonNode content = paths.path(path).path(verb).path("requestBody").path("content");
    return content.path(type).path("example");
  }

  private static JsonNode ended(Person admin, String job) {
    Await.await()
        .until(() -> !admin.get(job).answer().expect(200).json().path("finished_at").isNull());
    return admin.get(job).answer().json();
  }
}
