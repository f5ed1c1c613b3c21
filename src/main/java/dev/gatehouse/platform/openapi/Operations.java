package dev.gatehouse.platform.openapi;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.ProblemCode;
import dev.gatehouse.platform.routing.MethodPolicy;
import dev.gatehouse.platform.routing.Route;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes single routes. */
final class Operations {
  static final String BEARER = "bearer";
  static final String PASSWORD = "password";

  /** The statuses of the refusals that are kept for an Idempotency-Key. */
  private static final Set<Integer> KEPT = Set.of(404, 409, 412);

  private final Vocabulary vocabulary;
  private final Parameters parameters;
  private final RequestSchemas requests;
  private final ResponseSchemas answers;
  private final ErrorResponses errors;
  private final Headers headers;
  private final Examples examples;

  Operations(
      Vocabulary vocabulary,
      Parameters parameters,
      RequestSchemas requests,
      ResponseSchemas answers,
      ErrorResponses errors,
      Headers headers,
      Examples examples) {
    this.vocabulary = vocabulary;
    this.parameters = parameters;
    this.requests = requests;
    this.answers = answers;
    this.errors = errors;
    this.headers = headers;
    this.examples = examples;
  }

  Operation of(Route route) {
    Endpoint endpoint = route.method().getAnnotation(Endpoint.class);
    if (endpoint == null) {
      throw new IllegalStateException(route.method() + " must be described by @Endpoint");
    }
    Operation operation =
        new Operation()
            .operationId(endpoint.id())
            .summary(endpoint.summary())
            .description(describe(route.policy(), endpoint))
            .addTagsItem(Vocabulary.sectionOf(route.resource()).name());
    parameters.of(route, endpoint).forEach(operation::addParametersItem);
    bodyOf(route).ifPresent(operation::requestBody);
    security(operation, route.policy().token());
    ApiResponses responses = new ApiResponses();
    good(responses, route, endpoint);
    errors
        .of(codes(route, endpoint), route.policy().takesIdempotencyKey() ? KEPT : Set.of())
        .forEach((status, answer) -> merge(responses, status, answer));
    return operation.responses(responses);
  }

  /** One status may stand for a good answer and for a refusal: readiness is told by a 503. */
  private void merge(ApiResponses responses, String status, ApiResponse refusal) {
    if (!responses.containsKey(status)) {
      responses.put(status, refusal);
    }
  }

  private static String describe(MethodPolicy policy, Endpoint endpoint) {
    String who =
        switch (policy.token()) {
          case IGNORED -> "Needs no token.";
          case OPTIONAL -> "Needs no token; a bad one is refused.";
          case REQUIRED -> policy.adminOnly() ? "Administrators only." : "Whoever is signed in.";
        };
    return endpoint.details().isEmpty() ? who : endpoint.details() + "\n\n" + who;
  }

  private static void security(Operation operation, MethodPolicy.Token token) {
    operation.setSecurity(new ArrayList<>());
    if (token == MethodPolicy.Token.IGNORED) {
      return;
    }
    if (token == MethodPolicy.Token.OPTIONAL) {
      operation.addSecurityItem(new SecurityRequirement());
    }
    operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
    operation.addSecurityItem(new SecurityRequirement().addList(PASSWORD));
  }

  private Optional<RequestBody> bodyOf(Route route) {
    return Arrays.stream(route.method().getParameters())
        .filter(MethodPolicy::isBody)
        .findFirst()
        .map(parameter -> body(route, parameter));
  }

  private RequestBody body(Route route, Parameter parameter) {
    Schema<Object> schema =
        parameter.getType() == InputStream.class
            ? Schemas.of("string")
            : requests.of(parameter.getType());
    Content content = content(route.policy().reads(), schema);
    for (Example example : parameter.getAnnotationsByType(Example.class)) {
      requireNonNull(content.get(example.type()), example.type()).setExample(example.value());
    }
    return new RequestBody().required(true).content(content);
  }

  private Content content(List<String> types, Schema<Object> schema) {
    Content content = new Content();
    for (String type : types) {
      MediaType media = new MediaType().schema(schema);
      Object example = schema.get$ref() == null ? null : examples.of(schema);
      if (example != null) {
        media.setExample(example);
      }
      content.addMediaType(type, media);
    }
    return content;
  }

  private void good(ApiResponses responses, Route route, Endpoint endpoint) {
    Schema<Object> body = answerOf(route, endpoint);
    int status = endpoint.status() != 0 ? endpoint.status() : body == null ? 204 : 200;
    responses.put(Integer.toString(status), answer(route, endpoint, status, body));
    for (int further : endpoint.alsoAt()) {
      responses.put(Integer.toString(further), answer(route, endpoint, further, body));
    }
    if (route.verb().equals("GET") && Parameters.isConditional(route)) {
      ApiResponse unchanged = new ApiResponse().description("The client has this version already.");
      headers.add(unchanged, Headers.REQUEST_ID, Headers.ETAG);
      responses.put("304", unchanged);
    }
  }

  private ApiResponse answer(
      Route route, Endpoint endpoint, int status, @Nullable Schema<Object> body) {
    ApiResponse answer = new ApiResponse().description(meaning(status));
    headers.add(answer, Headers.REQUEST_ID);
    boolean isTagged = status == 200 && Parameters.isConditional(route);
    if (status == 201 || (isTagged && body != null)) {
      headers.add(answer, Headers.ETAG);
    }
    if (status == 201 || (status == 202 && endpoint.answer() != void.class)) {
      headers.add(answer, "Location");
    }
    if (endpoint.sort().length > 0) {
      headers.add(answer, "Link");
    }
    if (route.policy().takesIdempotencyKey()) {
      headers.add(answer, Headers.REPLAYED);
    }
    headers.add(answer, endpoint.headers());
    return body == null ? answer : answer.content(content(route.policy().answers(), body));
  }

  private static String meaning(int status) {
    return switch (status) {
      case 200 -> "Done.";
      case 201 -> "Made.";
      case 202 -> "Accepted, to be done later.";
      case 204 -> "Done; there is nothing to tell.";
      case 503 -> "Not now.";
      default -> "Answered.";
    };
  }

  private @Nullable Schema<Object> answerOf(Route route, Endpoint endpoint) {
    Class<?> returned = route.method().getReturnType();
    if (returned == void.class) {
      return null;
    }
    if (returned == Page.class
        && route.method().getGenericReturnType() instanceof ParameterizedType page) {
      return answers.page((Class<?>) page.getActualTypeArguments()[0]);
    }
    if (returned.isRecord()) {
      return answers.of(returned);
    }
    Class<?> told = endpoint.answer();
    if (told == Object.class) {
      return Schemas.object();
    }
    if (told != void.class) {
      return endpoint.sort().length > 0 ? answers.page(told) : answers.of(told);
    }
    if (endpoint.status() == 204) {
      return null;
    }
    if (endpoint.status() == 202) {
      return answers.empty();
    }
    boolean isJson = route.policy().answers().contains("application/json");
    if (returned == Response.class && isJson) {
      throw new IllegalStateException(route.method() + " must say by @Endpoint what it answers");
    }
    return Schemas.of("string");
  }

  private Set<ProblemCode> codes(Route route, Endpoint endpoint) {
    MethodPolicy policy = route.policy();
    Set<ProblemCode> codes = new LinkedHashSet<>();
    if (policy.token() == MethodPolicy.Token.REQUIRED) {
      codes.add(CommonCode.UNAUTHENTICATED);
    }
    if (policy.token() != MethodPolicy.Token.IGNORED) {
      codes.add(CommonCode.INVALID_TOKEN);
    }
    if (policy.adminOnly()) {
      codes.add(CommonCode.FORBIDDEN);
    }
    if (policy.takesIdempotencyKey()) {
      codes.add(CommonCode.BAD_REQUEST);
      codes.add(vocabulary.code("idempotency_key_reused"));
      codes.add(vocabulary.code("idempotency_in_progress"));
    }
    if (!policy.answers().isEmpty()) {
      codes.add(CommonCode.NOT_ACCEPTABLE);
    }
    if (!policy.reads().isEmpty()) {
      codes.addAll(
          List.of(
              CommonCode.MALFORMED_JSON,
              CommonCode.BAD_REQUEST,
              CommonCode.REQUEST_TIMEOUT,
              CommonCode.PAYLOAD_TOO_LARGE,
              CommonCode.UNSUPPORTED_MEDIA_TYPE,
              CommonCode.VALIDATION));
    }
    if (Parameters.readsQuery(route, endpoint)) {
      codes.add(CommonCode.VALIDATION);
    }
    if (Arrays.stream(route.method().getParameters())
        .anyMatch(parameter -> parameter.isAnnotationPresent(PathParam.class))) {
      codes.add(CommonCode.NOT_FOUND);
    }
    if (Parameters.isConditional(route)) {
      codes.add(CommonCode.BAD_REQUEST);
    }
    if (Parameters.isConditional(route) && !route.verb().equals("GET")) {
      codes.add(CommonCode.PRECONDITION_FAILED);
    }
    codes.add(CommonCode.INTERNAL);
    codes.add(CommonCode.UNAVAILABLE);
    for (Annotation annotation : route.method().getAnnotations()) {
      add(codes, annotation instanceof ErrorCodes errorCodes ? errorCodes : null);
      add(codes, annotation.annotationType().getAnnotation(ErrorCodes.class));
    }
    return codes;
  }

  private void add(Set<ProblemCode> codes, @Nullable ErrorCodes errorCodes) {
    if (errorCodes != null) {
      Arrays.stream(errorCodes.value()).map(vocabulary::code).forEach(codes::add);
    }
  }
}
