package dev.gatehouse.platform.openapi;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.FieldError;
import dev.gatehouse.platform.problems.OAuthError;
import dev.gatehouse.platform.problems.Problem;
import dev.gatehouse.platform.problems.ProblemCode;
import dev.gatehouse.platform.server.ServerCode;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Error responses: one component per status and set of codes, with an example per code, and one for
 * what any request can get.
 */
final class ErrorResponses {
  static final String DEFAULT = "default";

  private static final String JSON = "application/json";

  private static final String REQUEST_ID = "81b98631-25c8-4dbf-8636-375eb1a18603";

  /** Codes that any request can get, because these checks run before its operation is found. */
  private static final List<ProblemCode> OF_ANY_REQUEST =
      Stream.<ProblemCode>concat(
              Stream.of(
                  CommonCode.BAD_REQUEST,
                  CommonCode.METHOD_NOT_ALLOWED,
                  CommonCode.REQUEST_TIMEOUT,
                  CommonCode.PAYLOAD_TOO_LARGE,
                  CommonCode.UNAVAILABLE),
              Arrays.stream(ServerCode.values()))
          .sorted(Comparator.comparing(ErrorResponses::statusOf))
          .toList();

  private final Components components;
  private final Headers headers;
  private final Vocabulary vocabulary;
  private final ResponseSchemas responseSchemas;
  private final Schema<Object> schema;

  ErrorResponses(
      Components components,
      Map<String, Schema<?>> schemas,
      Headers headers,
      Vocabulary vocabulary,
      ResponseSchemas responseSchemas) {
    this.components = components;
    this.headers = headers;
    this.vocabulary = vocabulary;
    this.responseSchemas = responseSchemas;
    this.schema = responseSchemas.of(Problem.class);
    complete(schemas.get("Problem"));
    Schema<?> error = requireNonNull(schemas.get("FieldError"));
    describe(error, "field", "The client's name for it, `body` for the whole body.");
    describe(error, "message", "What is wrong, for people.");
  }

  private void complete(@Nullable Schema<?> problem) {
    Schema<?> schema = requireNonNull(problem);
    describe(schema, "type", "Always `about:blank`.");
    describe(schema, "title", "The status in words.");
    describe(schema, "status", "The status of the response.");
    describe(schema, "request_id", "The `X-Request-ID` of the response.");
    describe(schema, "errors", "Every field that is not valid, with a 422.");
    describe(schema, "error", "One sentence for people.");
    describe(schema, "detail", "How to fix it, for people.");
    ResponseSchemas.listTerms(
        describe(schema, "code", "A stable code for programs."), vocabulary.codes());
    for (ExtraMember extra : vocabulary.extraMembers()) {
      Schema<Object> member =
          extra.type() == Long.class ? Schemas.of("integer", "int64") : Schemas.of("string");
      member.setDescription(extra.about());
      schema.addProperty(extra.name(), member);
    }
  }

  private static Schema<?> describe(Schema<?> problem, String name, String about) {
    Schema<?> member = requireNonNull(problem.getProperties().get(name));
    member.setDescription(about);
    return member;
  }

  /** The error responses by status. Those stored for an Idempotency-Key can be replayed. */
  Map<String, ApiResponse> of(Collection<ProblemCode> codes, Set<Integer> replayed) {
    Map<Integer, Map<String, ProblemCode>> byStatus = new TreeMap<>();
    for (ProblemCode code : codes) {
      byStatus.computeIfAbsent(statusOf(code), status -> new TreeMap<>()).put(code.code(), code);
    }
    Map<String, ApiResponse> responses = new LinkedHashMap<>();
    byStatus.forEach(
        (status, names) ->
            responses.put(
                Integer.toString(status), reference(status, names, replayed.contains(status))));
    return responses;
  }

  /** The error responses of an endpoint of OAuth 2 by status. */
  Map<String, ApiResponse> ofOAuth(List<String> errors) {
    Map<Integer, List<String>> byStatus = new TreeMap<>();
    for (String error : errors) {
      byStatus.computeIfAbsent(OAuthError.statusOf(error), status -> new ArrayList<>()).add(error);
    }
    Map<String, ApiResponse> responses = new LinkedHashMap<>();
    byStatus.forEach(
        (status, names) -> {
          MediaType type = new MediaType().schema(responseSchemas.of(OAuthError.class));
          String shown =
              names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
          ApiResponse response =
              new ApiResponse()
                  .description(Problem.titleOf(status) + " (RFC 6749 section 5.2): " + shown)
                  .content(new Content().addMediaType(JSON, type));
          headers.add(response, Headers.REQUEST_ID);
          if (status == 401) {
            headers.add(response, "WWW-Authenticate");
          }
          responses.put(Integer.toString(status), response);
        });
    return responses;
  }

  /** The response to requests that the server refuses before it looks for their operation. */
  ApiResponse defaultResponse() {
    return reference(DEFAULT, this::ofAnyRequest);
  }

  private ApiResponse ofAnyRequest() {
    MediaType type = new MediaType().schema(schema);
    OF_ANY_REQUEST.forEach(code -> type.addExamples(code.code(), example(statusOf(code), code)));
    ApiResponse response =
        new ApiResponse()
            .description(
                "What any request can get: "
                    + OF_ANY_REQUEST.stream()
                        .map(code -> statusOf(code) + " `" + code.code() + "`")
                        .collect(Collectors.joining(", ")))
            .content(new Content().addMediaType(Problem.MEDIA_TYPE, type));
    headers.add(response, Headers.REQUEST_ID, Headers.ALLOW, Headers.RETRY_AFTER);
    return response;
  }

  private static int statusOf(ProblemCode code) {
    return code instanceof ServerCode server ? server.status() : Problem.statusOf(code.kind());
  }

  private ApiResponse reference(int status, Map<String, ProblemCode> codes, boolean replayed) {
    String name = status + "." + String.join(".", codes.keySet()) + (replayed ? ".replayed" : "");
    return reference(name, () -> response(status, codes, replayed));
  }

  /** A reference to the component of that name, which is created if necessary. */
  private ApiResponse reference(String name, Supplier<ApiResponse> response) {
    if (components.getResponses() == null || !components.getResponses().containsKey(name)) {
      components.addResponses(name, response.get());
    }
    return new ApiResponse().$ref("#/components/responses/" + name);
  }

  private ApiResponse response(int status, Map<String, ProblemCode> codes, boolean replayed) {
    MediaType type = new MediaType().schema(schema);
    codes.forEach((name, code) -> type.addExamples(name, example(status, code)));
    String names =
        codes.keySet().stream().map(code -> "`" + code + "`").collect(Collectors.joining(", "));
    ApiResponse response =
        new ApiResponse()
            .description(Problem.titleOf(status) + ": " + names)
            .content(new Content().addMediaType(Problem.MEDIA_TYPE, type));
    headers.add(response, Headers.REQUEST_ID);
    switch (status) {
      case 401 -> headers.add(response, "WWW-Authenticate");
      case 403 -> {
        if (codes.containsKey("insufficient_scope")) {
          headers.add(response, "WWW-Authenticate");
        }
      }
      case 429 -> headers.add(response, Headers.RETRY_AFTER, "RateLimit", "RateLimit-Policy");
      case 503 -> headers.add(response, Headers.RETRY_AFTER);
      default -> {
        if (codes.containsKey("idempotency_in_progress")) {
          headers.add(response, Headers.RETRY_AFTER);
        }
      }
    }
    if (replayed) {
      headers.add(response, Headers.REPLAYED);
    }
    return response;
  }

  private Example example(int status, ProblemCode code) {
    String name = status + "." + code.code();
    if (components.getExamples() == null || !components.getExamples().containsKey(name)) {
      Failure failure =
          code == CommonCode.VALIDATION
              ? Failure.invalid(List.of(new FieldError("limit", "must be a whole number")))
              : Failure.of(code);
      Object value =
          Examples.valueOf(schema, text(Problem.of(failure, REQUEST_ID).withStatus(status)));
      components.addExamples(name, new Example().summary(code.error()).value(value));
    }
    return new Example().$ref("#/components/examples/" + name);
  }

  private static String text(Problem problem) {
    return new String(problem.toJson(), StandardCharsets.UTF_8);
  }
}
