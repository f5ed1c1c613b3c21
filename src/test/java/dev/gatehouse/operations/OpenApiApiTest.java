package dev.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.OpenApiContract;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiApiTest {
  private final Service service = Service.shared();
  private final JsonNode described = OpenApiContract.api().document();

  @Test
  void allThatIsServedIsDescribedAndTheOtherWayRound() {
    JsonNode served = service.get("/openapi.json").answer().expect(200).json();

    assertThat(served.path("paths")).isEqualTo(described.path("paths"));
    assertThat(served.path("components")).isEqualTo(described.path("components"));
  }

  @Test
  void theSameIsToldInYaml() throws IOException {
    Answer yaml = service.get("/openapi.yaml").answer().expect(200);

    assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(new YAMLMapper().readTree(yaml.body()).path("paths"))
        .isEqualTo(described.path("paths"));
  }

  @Test
  void whoHasItIsNotSentItAgain() {
    Answer first = service.get("/openapi.json").answer().expect(200);

    Answer again =
        service.get("/openapi.json").header("If-None-Match", first.header("ETag")).answer();

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void everyQueryParameterThatIsDescribedIsRead() {
    Person admin = service.admin();
    List<String> unread = new ArrayList<>();
    for (var path : described.path("paths").properties()) {
      for (JsonNode parameter : path.getValue().path("get").path("parameters")) {
        String name = parameter.path("name").asText();
        if (parameter.path("in").asText().equals("query")) {
          Answer twice = admin.get(path.getKey() + "?" + name + "=1&" + name + "=1").answer();
          if (twice.status() != 422 || !twice.fields().contains(name)) {
            unread.add(path.getKey() + " " + name);
          }
        }
      }
    }
    assertThat(unread).isEmpty();
  }

  @Test
  void theOrdersOfAListAreThoseThatItTakes() {
    Person admin = service.admin();
    for (var path : described.path("paths").properties()) {
      for (JsonNode parameter : path.getValue().path("get").path("parameters")) {
        if (parameter.path("name").asText().equals("sort")) {
          List<String> fields = new ArrayList<>();
          parameter.path("schema").path("enum").forEach(order -> fields.add(order.asText()));
          fields.removeIf(order -> order.startsWith("-"));

          Answer refused = admin.get(path.getKey() + "?sort=nothing").answer().expect(422);

          assertThat(refused.json().path("errors").get(0).path("message").asText())
              .isEqualTo(
                  "must be one of %s, or one of these after a -"
                      .formatted(String.join(", ", fields)));
        }
      }
    }
  }
}
