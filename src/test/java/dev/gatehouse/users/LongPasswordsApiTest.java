package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.OpenApiContract;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Passwords whose normalising would take seconds: 40,000 combining marks in 150 bytes of gzip, in
 * every property of every route that takes a password. {@code Texts.nfkc} throws at anything of the
 * kind and nothing else normalises, so an answer that is no 500 is one for which nobody tried.
 */
class LongPasswordsApiTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MARKS = "a" + "\u0301".repeat(20_000) + "\u0327".repeat(20_000);

  private static final String SOME_SMTP_URL = "smtp://127.0.0.1:1";

  /** A property of the body that a route takes. */
  private record Place(String method, String path, String type, ObjectNode body, String property) {
    @Override
    public String toString() {
      return method + " " + path + " " + property;
    }
  }

  @Test
  void aPasswordThatTakesTooLongToNormaliseIsRefusedWithoutThatWherever() {
    Map<String, String> outcomes = new HashMap<>();
    try (Service service = Service.start("APP_SMTP_URL", SOME_SMTP_URL)) {
      places().forEach(place -> outcomes.put(place.toString(), outcome(place, service)));
    }

    assertThat(outcomes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("POST /api/v1/auth/login password", "401 bad_credentials []"),
                Map.entry("POST /oauth2/token password", "400 invalid_grant []"),
                Map.entry(
                    "POST /api/v1/auth/password/reset new_password",
                    "422 validation [new_password]"),
                Map.entry("POST /api/v1/users password", "422 validation [password]"),
                Map.entry("POST /api/v1/auth/invitation password", "422 validation [password]"),
                Map.entry(
                    "PUT /api/v1/users/me/password new_password", "422 validation [new_password]"),
                Map.entry(
                    "PUT /api/v1/users/me/password current_password", "403 wrong_password []"),
                Map.entry("POST /api/v1/users/me/email current_password", "403 wrong_password []"),
                Map.entry(
                    "POST /api/v1/users/me/api-keys current_password", "403 wrong_password []"),
                Map.entry(
                    "POST /api/v1/users/me/api-keys/{kid}/rotate current_password",
                    "403 wrong_password []"),
                Map.entry("POST /api/v1/users/me/delete current_password", "403 wrong_password []"),
                Map.entry(
                    "POST /api/v1/users/me/mfa/totp current_password", "403 wrong_password []"),
                Map.entry(
                    "POST /api/v1/users/me/mfa/disable current_password",
                    "403 wrong_password []")));
  }

  private static List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (var path : OpenApiContract.api().document().path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        for (var media : operation.getValue().at("/requestBody/content").properties()) {
          JsonNode example = media.getValue().path("example");
          example
              .fieldNames()
              .forEachRemaining(
                  name -> {
                    if (name.endsWith("password")) {
                      places.add(
                          new Place(
                              operation.getKey().toUpperCase(Locale.ROOT),
                              path.getKey(),
                              media.getKey(),
                              example.deepCopy(),
                              name));
                    }
                  });
        }
      }
    }
    return places;
  }

  private static String outcome(Place place, Service service) {
    Person ann = service.person();
    place.body().put(place.property(), MARKS);
    String text = place.type().equals(FORM) ? form(place.body()) : place.body().toString();
    String path = place.path().replace("{kid}", "1");
    Call call = place.method().equals("PUT") ? ann.put(path) : ann.post(path);
    Answer answer = call.body(place.type(), gzip(text)).header("Content-Encoding", "gzip").answer();
    return answer.outcome() + " " + (answer.status() == 422 ? answer.fields() : List.of());
  }

  private static String form(ObjectNode body) {
    return body.properties().stream()
        .map(each -> each.getKey() + "=" + encode(each.getValue().textValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
