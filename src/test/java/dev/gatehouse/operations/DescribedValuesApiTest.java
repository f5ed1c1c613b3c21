package dev.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Sends every value that the served description names to the operation that it names it for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescribedValuesApiTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Set<Integer> NOT_UNDERSTOOD = Set.of(400, 406, 415, 422);

  /** The example of a secret has the right form, but it is nobody's. */
  private static final String NOBODYS = "400 invalid_one_time_token";

  private final MailServer mails = MailServer.start();
  private final Service service = Service.start("APP_SMTP_URL", mails.url());
  private final JsonNode document = service.get("/openapi.json").answer().expect(200).json();

  @AfterAll
  void stop() {
    service.close();
    mails.close();
  }

  @TestFactory
  Stream<DynamicTest> everyNamedValueIsUnderstood() {
    return operations()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(), () -> assertThat(misunderstood(operation)).isEmpty()));
  }

  @Test
  void everyBodyHasAnExampleInEachOfItsTypes() {
    assertThat(
            operations()
                .flatMap(
                    operation ->
                        operation.bodies().stream()
                            .filter(body -> !body.getValue().has("example"))
                            .map(body -> operation + " as " + body.getKey())))
        .isEmpty();
  }

  private List<String> misunderstood(Operation operation) {
    List<String> faults = new ArrayList<>();
    for (Sent request : requests(operation)) {
      // one for each request, as some of them end a session
      Answer answer = request.by(service.admin()).answer();
      boolean isFault = NOT_UNDERSTOOD.contains(answer.status()) || answer.status() >= 500;
      if (isFault && !answer.outcome().equals(NOBODYS)) {
        faults.add(request + " got " + answer.status() + " " + answer.body());
      }
    }
    return faults;
  }

  private Stream<Operation> operations() {
    return document.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        verb ->
                            new Operation(
                                verb.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                verb.getValue())));
  }

  /** One without any optional parameter, and one for each value. */
  private Set<Sent> requests(Operation operation) {
    Set<Sent> requests = new LinkedHashSet<>();
    Sent plain = operation.plain();
    requests.add(plain);
    for (JsonNode parameter : operation.parameters()) {
      named(parameter).forEach(value -> requests.add(operation.with(parameter, value)));
    }
    for (var body : operation.bodies()) {
      requests.add(plain.with(body.getKey(), body.getValue().path("example")));
      variants(body.getValue()).forEach(one -> requests.add(plain.with(body.getKey(), one)));
    }
    return requests;
  }

  /** The example with each of the values that its schema names for a member. */
  private List<JsonNode> variants(JsonNode body) {
    List<JsonNode> variants = new ArrayList<>();
    String component = body.at("/schema/$ref").asText();
    if (!component.isEmpty() && body.path("example") instanceof ObjectNode example) {
      for (var member : document.at(component.substring(1)).path("properties").properties()) {
        for (JsonNode value : namedBy(member.getValue())) {
          ObjectNode variant = example.deepCopy();
          variant.set(member.getKey(), value);
          variants.add(variant);
        }
      }
    }
    return variants;
  }

  private static Set<JsonNode> named(JsonNode parameter) {
    Set<JsonNode> values = namedBy(parameter.path("schema"));
    add(values, parameter.path("example"));
    return values;
  }

  private static Set<JsonNode> namedBy(JsonNode schema) {
    Set<JsonNode> values = new LinkedHashSet<>();
    for (String several : new String[] {"examples", "enum", "x-extensible-enum"}) {
      schema.path(several).forEach(values::add);
    }
    for (String one : new String[] {"default", "const", "minimum", "maximum"}) {
      add(values, schema.path(one));
    }
    if (schema.has("items")) {
      namedBy(schema.path("items"))
          .forEach(item -> values.add(JsonNodeFactory.instance.arrayNode().add(item)));
    }
    return values;
  }

  private static void add(Set<JsonNode> values, JsonNode value) {
    if (!value.isMissingNode()) {
      values.add(value);
    }
  }

  private record Operation(String verb, String path, JsonNode described) {
    JsonNode parameters() {
      return described.path("parameters");
    }

    Set<Map.Entry<String, JsonNode>> bodies() {
      return described.path("requestBody").path("content").properties();
    }

    Sent plain() {
      String target = path;
      for (JsonNode parameter : parameters()) {
        if (parameter.path("in").asText().equals("path")) {
          JsonNode value = named(parameter).iterator().next();
          target = target.replace(placeOf(parameter), encoded(value));
        }
      }
      Sent bare = new Sent(verb, target, null, "", "");
      return bodies().stream()
          .findFirst()
          .map(body -> bare.with(body.getKey(), body.getValue().path("example")))
          .orElse(bare);
    }

    Sent with(JsonNode parameter, JsonNode value) {
      Sent plain = plain();
      String name = parameter.path("name").asText();
      return switch (parameter.path("in").asText()) {
        case "path" -> {
          Operation placed =
              new Operation(verb, path.replace(placeOf(parameter), encoded(value)), described);
          yield placed.plain();
        }
        case "query" -> plain.at(plain.target() + "?" + name + "=" + encoded(value));
        case "header" -> plain.with(name, value.asText());
        default -> throw new IllegalStateException("A parameter elsewhere: " + parameter);
      };
    }

    private static String placeOf(JsonNode parameter) {
      return "{" + parameter.path("name").asText() + "}";
    }

    @Override
    public String toString() {
      return verb + " " + path;
    }
  }

  private record Sent(
      String verb, String target, @Nullable String header, String type, String body) {
    Sent at(String other) {
      return new Sent(verb, other, header, type, body);
    }

    Sent with(String name, String value) {
      return new Sent(verb, target, name + ": " + value, type, body);
    }

    Sent with(String mediaType, JsonNode value) {
      String text =
          mediaType.equals(FORM)
              ? form(value)
              : value.isTextual() ? value.asText() : value.toString();
      return new Sent(verb, target, header, mediaType, text);
    }

    private static String form(JsonNode members) {
      return members.properties().stream()
          .map(member -> member.getKey() + "=" + encoded(member.getValue()))
          .collect(Collectors.joining("&"));
    }

    Call by(Person person) {
      Call call =
          switch (verb) {
            case "GET" -> person.get(target);
            case "POST" -> person.post(target);
            case "PUT" -> person.put(target);
            case "PATCH" -> person.patch(target);
            case "DELETE" -> person.delete(target);
            default -> throw new IllegalStateException("A method without a call: " + verb);
          };
      if (header != null) {
        String[] parts = header.split(": ", 2);
        call.header(parts[0], parts[1]);
      }
      return type.isEmpty() ? call : call.body(type, body);
    }
  }

  private static String encoded(JsonNode value) {
    List<String> parts = new ArrayList<>();
    (value.isArray() ? value : List.of(value)).forEach(part -> parts.add(part.asText()));
    return URLEncoder.encode(String.join(",", parts), StandardCharsets.UTF_8).replace("+", "%20");
  }
}
