package dev.gatehouse.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.GatehouseApplication;
import dev.gatehouse.platform.openapi.ApiDescription;
import dev.gatehouse.platform.security.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API description generated from the resource classes. Every response in a test is checked
 * against it: an undeclared status, media type, header, member or code fails the test.
 */
public final class OpenApiContract {
  /** Headers that any response may have, from layers that know no routes. */
  private static final Set<String> EVERYWHERE =
      Set.of(
          "access-control-allow-origin",
          "access-control-expose-headers",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-security-policy",
          "content-type",
          "date",
          "referrer-policy",
          "transfer-encoding",
          "vary",
          "x-content-type-options");

  private static final String PROBLEM = "application/problem+json";

  private final JsonNode document;
  private final OpenApiBodies bodies;

  private OpenApiContract(JsonNode document) {
    this.document = document;
    this.bodies = new OpenApiBodies(document);
  }

  /** The contract of the service under test. */
  public static OpenApiContract api() {
    return Made.ONE;
  }

  /** The contract in a description. */
  public static OpenApiContract of(JsonNode document) {
    return new OpenApiContract(document);
  }

  /** The resource classes of the service, registered or not. */
  public static List<Class<?>> resources() {
    return classesNamed("Resource").stream()
        .filter(type -> type.isAnnotationPresent(jakarta.ws.rs.Path.class))
        .toList();
  }

  /** The permissions that the features declare. */
  public static List<Permission> permissions() {
    return classesNamed("Permission").stream()
        .filter(Class::isEnum)
        .flatMap(type -> Stream.of(type.getEnumConstants()))
        .map(Permission.class::cast)
        .toList();
  }

  private static List<Class<?>> classesNamed(String end) {
    try {
      Path classes =
          Path.of(
              GatehouseApplication.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      try (Stream<Path> files = Files.walk(classes)) {
        return files
            .filter(file -> file.toString().endsWith(end + ".class"))
            .<Class<?>>map(file -> classOf(classes.relativize(file)))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> classOf(Path file) {
    String name = file.toString().replace(file.getFileSystem().getSeparator(), ".");
    try {
      return Class.forName(name.substring(0, name.length() - ".class".length()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The errors in the examples of bodies. */
  public List<String> faultsOfExamples() {
    List<String> faults = new ArrayList<>();
    for (JsonNode content : document.findValues("content")) {
      for (var media : content.properties()) {
        JsonNode example = media.getValue().path("example");
        if (!example.isMissingNode()) {
          faults.addAll(bodies.faults(media.getValue().path("schema"), example));
        }
      }
    }
    return faults;
  }

  public JsonNode document() {
    return document;
  }

  /** Throws an error that lists how the response deviates. */
  void demand(String method, URI uri, Answer answer) {
    List<String> faults = new ArrayList<>();
    String path = pathOf(uri);
    JsonNode operation = operation(method, path);
    if (operation == null) {
      if (answer.status() < 400 && !method.equals("OPTIONS")) {
        faults.add("no such operation");
      }
    } else {
      compare(operation, answer, method.equals("HEAD"), faults);
      if (method.equals("GET") && answer.status() == 422) {
        compareQuery(operation, answer, faults);
      }
    }
    if (!faults.isEmpty()) {
      throw new AssertionError(
          "%s %s deviates from the API description: %s; the response was %d %s"
              .formatted(
                  method,
                  path,
                  String.join("; ", faults),
                  answer.status(),
                  shortened(answer.body())));
    }
  }

  private void compare(JsonNode operation, Answer answer, boolean bodiless, List<String> faults) {
    JsonNode responses = operation.path("responses");
    String status = Integer.toString(answer.status());
    boolean isOwn = responses.has(status);
    if (!isOwn && answer.status() < 400) {
      faults.add("status " + status + " is not declared: by status of @Endpoint");
      return;
    }
    JsonNode declared = bodies.resolved(responses.path(isOwn ? status : "default"));
    compareHeaders(declared, answer, faults);
    String type = answer.header("Content-Type").split(";", -1)[0].strip();
    if (bodiless || answer.body().isEmpty()) {
      return;
    }
    JsonNode content = declared.path("content").path(type);
    if (content.isMissingNode()) {
      faults.add("the type " + type + " is not declared: by @Produces");
      return;
    }
    if (type.endsWith("json")) {
      faults.addAll(bodies.faults(content.path("schema"), answer.json()));
    }
    String code = answer.status() < 400 ? "" : answer.json().path("code").asText();
    if (type.equals(PROBLEM) && !content.path("examples").has(code)) {
      faults.add(
          "status %s with the code %s is not declared: by @ErrorCodes".formatted(status, code));
    }
  }

  private static void compareQuery(JsonNode operation, Answer answer, List<String> faults) {
    List<String> known = operation.path("parameters").findValuesAsText("name");
    answer.fields().stream()
        .filter(field -> !known.contains(field))
        .forEach(
            field ->
                faults.add(
                    "the parameter " + field + " is not declared: by the record of the query"));
  }

  private static void compareHeaders(JsonNode declared, Answer answer, List<String> faults) {
    List<String> known = new ArrayList<>();
    declared
        .path("headers")
        .fieldNames()
        .forEachRemaining(name -> known.add(name.toLowerCase(Locale.ROOT)));
    for (String name : answer.headers().map().keySet()) {
      String header = name.toLowerCase(Locale.ROOT);
      if (!EVERYWHERE.contains(header) && !known.contains(header)) {
        faults.add("the header " + name + " is not declared: by headers of @Endpoint");
      }
    }
  }

  /** The operation with a matching template, preferring fewer parameters. */
  private @Nullable JsonNode operation(String method, String path) {
    String verb = (method.equals("HEAD") ? "GET" : method).toLowerCase(Locale.ROOT);
    JsonNode best = null;
    int fewest = Integer.MAX_VALUE;
    for (var item : document.path("paths").properties()) {
      int parameters = parametersIf(item.getKey(), path);
      if (parameters >= 0 && parameters < fewest && item.getValue().has(verb)) {
        best = item.getValue().get(verb);
        fewest = parameters;
      }
    }
    return best;
  }

  /** The number of parameters in a matching template, or -1. */
  private static int parametersIf(String template, String path) {
    List<String> wanted = Arrays.asList(template.split("/", -1));
    List<String> parts = Arrays.asList(path.split("/", -1));
    if (wanted.size() != parts.size()) {
      return -1;
    }
    int parameters = 0;
    for (int i = 0; i < parts.size(); i++) {
      if (wanted.get(i).startsWith("{")) {
        parameters++;
      } else if (!wanted.get(i).equals(parts.get(i))) {
        return -1;
      }
    }
    return parameters;
  }

  private static String pathOf(URI uri) {
    String path = uri.getRawPath();
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String shortened(String body) {
    return body.length() <= 500 ? body : body.substring(0, 500) + "…";
  }

  private static final class Made {
    private static final OpenApiContract ONE = make();

    private static OpenApiContract make() {
      try {
        return new OpenApiContract(
            new JsonMapper()
                .readTree(
                    new ApiDescription(resources(), permissions(), "unreleased", "")
                        .write()
                        .json()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
