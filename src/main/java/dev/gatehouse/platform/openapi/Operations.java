package dev.gatehouse.platform.openapi;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.ProblemCode;
import dev.gatehouse.platform.routing.MediaTypes;
import dev.gatehouse.platform.routing.MethodPolicy;
import dev.gatehouse.platform.routing.OAuthErrors;
import dev.gatehouse.platform.routing.Route;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Permission;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes routes as operations. */
final class Operations {
  static final String BEARER = "bearer";
  static final String PASSWORD = "password";
  static final String CLIENT = "client";

  /** Statuses of the error responses that are stored for an Idempotency-Key. */
  private static final Set<Integer> STORED = Set.of(404, 409, 412);

  private final Vocabulary vocabulary;
  private final Parameters parameters;
  private final RequestSchemas requestSchemas;
  private final ResponseSchemas responseSchemas;
  private final ErrorResponses errors;
  private final Headers headers;
  private final Examples examples;

  Operations(
      Vocabulary vocabulary,
      Parameters parameters,
      RequestSchemas requestSchemas,
      ResponseSchemas responseSchemas,
      ErrorResponses errors,
      Headers headers,
      Examples examples) {
    this.vocabulary = vocabulary;
    this.parameters = parameters;
    this.requestSchemas = requestSchemas;
    this.responseSchemas = responseSchemas;
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
    parameters.of(route).forEach(operation::addParametersItem);
    bodyOf(route).ifPresent(operation::requestBody);
    security(operation, route.policy());
    ApiResponses responses = new ApiResponses();
    addSuccess(responses, route, endpoint);
    OAuthErrors oauthErrors = route.method().getAnnotation(OAuthErrors.class);
    if (oauthErrors != null) {
      responses.putAll(errors.ofOAuth(List.of(oauthErrors.value())));
    }
    errors
        .of(codes(route), route.policy().takesIdempotencyKey() ? STORED : Set.of())
        .forEach((status, response) -> merge(responses, status, response));
    responses.put(ErrorResponses.DEFAULT, errors.defaultResponse());
    return operation.responses(responses);
  }

  /** A status may be both a success and an error: the readiness check reports 503. */
  private void merge(ApiResponses responses, String status, ApiResponse error) {
    if (!responses.containsKey(status)) {
      responses.put(status, error);
    }
  }

  private static String describe(MethodPolicy policy, Endpoint endpoint) {
    String who = endpoint.callers().isEmpty() ? callers(policy) : endpoint.callers();
    return endpoint.details().isEmpty() ? who : endpoint.details() + "\n\n" + who;
  }

  private static String callers(MethodPolicy policy) {
    return switch (policy.token()) {
      case IGNORED -> "Needs no token.";
      case OPTIONAL -> "Needs no token, but rejects an invalid one.";
      case REQUIRED -> requirement(policy.permissions());
    };
  }

  private static String requirement(List<String> permissions) {
    if (permissions.isEmpty()) {
      return "Any signed-in user.";
    }
    String names =
        permissions.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" or "));
    return "Requires the permission " + names + ".";
  }

  /** A bearer's permissions stand where OpenAPI 3.1 has the roles of a scheme without scopes. */
  private static void security(Operation operation, MethodPolicy policy) {
    operation.setSecurity(new ArrayList<>());
    if (policy.takesClientSecret()) {
      operation.addSecurityItem(new SecurityRequirement().addList(CLIENT));
    }
    if (policy.token() == MethodPolicy.Token.IGNORED) {
      if (policy.takesClientSecret()) {
        operation.addSecurityItem(new SecurityRequirement());
      }
      return;
    }
    if (policy.token() == MethodPolicy.Token.OPTIONAL) {
      operation.addSecurityItem(new SecurityRequirement());
    }
    if (policy.permissions().isEmpty()) {
      operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
    }
    for (String permission : policy.permissions()) {
      operation.addSecurityItem(new SecurityRequirement().addList(BEARER, permission));
    }
    if (policy.callerKind() != Caller.ServiceAccount.class) {
      operation.addSecurityItem(new SecurityRequirement().addList(PASSWORD));
    }
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
            : requestSchemas.of(parameter.getType());
    Content content = content(MediaTypes.consumed(route.method()), schema);
    for (Example example : parameter.getAnnotationsByType(Example.class)) {
      for (String type : example.type()) {
        requireNonNull(content.get(type), type).setExample(example.value());
      }
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

  private void addSuccess(ApiResponses responses, Route route, Endpoint endpoint) {
    Schema<Object> body = responseSchemaOf(route, endpoint);
    int status = endpoint.status() != 0 ? endpoint.status() : body == null ? 204 : 200;
    responses.put(Integer.toString(status), response(route, endpoint, status, body));
    for (int further : endpoint.alsoAt()) {
      responses.put(Integer.toString(further), response(route, endpoint, further, body));
    }
    if (route.verb().equals("GET") && Parameters.isConditional(route)) {
      ApiResponse unchanged = new ApiResponse().description("The client has this version already.");
      headers.add(unchanged, Headers.REQUEST_ID, Headers.ETAG);
      responses.put("304", unchanged);
    }
  }

  private ApiResponse response(
      Route route, Endpoint endpoint, int status, @Nullable Schema<Object> body) {
    ApiResponse response = new ApiResponse().description(meaning(status));
    headers.add(response, Headers.REQUEST_ID);
    boolean isTagged = status == 200 && Parameters.isConditional(route);
    if (status == 201 || (isTagged && body != null)) {
      headers.add(response, Headers.ETAG);
    }
    if (status == 201) {
      headers.add(response, "Location");
    }
    if (Parameters.isList(route)) {
      headers.add(response, "Link");
    }
    if (route.policy().takesIdempotencyKey()) {
      headers.add(response, Headers.REPLAYED);
    }
    headers.add(response, endpoint.headers());
    return body == null
        ? response
        : response.content(content(MediaTypes.produced(route.method()), body));
  }

  private static String meaning(int status) {
    return switch (status) {
      case 200 -> "Success.";
      case 201 -> "Created.";
      case 202 -> "Accepted; runs in the background.";
      case 204 -> "Success; no content.";
      case 503 -> "Not available.";
      default -> "See the body.";
    };
  }

  private @Nullable Schema<Object> responseSchemaOf(Route route, Endpoint endpoint) {
    Class<?> returned = route.method().getReturnType();
    if (returned == void.class) {
      return null;
    }
    if (returned == Page.class
        && route.method().getGenericReturnType() instanceof ParameterizedType page) {
      return responseSchemas.page((Class<?>) page.getActualTypeArguments()[0]);
    }
    if (returned.isRecord()) {
      return responseSchemas.of(returned);
    }
    Class<?> type = endpoint.response();
    if (type == Object.class) {
      return Schemas.object();
    }
    if (type != void.class) {
      return Parameters.isList(route) ? responseSchemas.page(type) : responseSchemas.of(type);
    }
    if (endpoint.status() == 204) {
      return null;
    }
    if (endpoint.status() == 202) {
      return responseSchemas.empty();
    }
    boolean isJson = MediaTypes.produced(route.method()).contains("application/json");
    if (returned == Response.class && isJson) {
      throw new IllegalStateException(route.method() + " must declare its response in @Endpoint");
    }
    boolean isFile = Arrays.asList(endpoint.headers()).contains(Headers.FILE_NAME);
    return isFile ? Schemas.of("string", Schemas.BINARY) : Schemas.of("string");
  }

  private Set<ProblemCode> codes(Route route) {
    MethodPolicy policy = route.policy();
    Set<ProblemCode> codes = new LinkedHashSet<>();
    if (policy.token() == MethodPolicy.Token.REQUIRED) {
      codes.add(CommonCode.UNAUTHENTICATED);
    }
    if (policy.token() != MethodPolicy.Token.IGNORED) {
      codes.add(CommonCode.INVALID_TOKEN);
      // wrong API keys are limited wherever they are sent
      codes.add(CommonCode.TOO_MANY_REQUESTS);
    }
    if (!policy.permissions().stream().allMatch(Permission::isOfEverybody)
        || policy.callerKind() == Caller.SignedInPerson.class) {
      codes.add(CommonCode.FORBIDDEN);
    }
    if (!policy.permissions().isEmpty()) {
      codes.add(CommonCode.INSUFFICIENT_SCOPE);
    }
    if (policy.callerKind() != Caller.class && policy.callerKind() != Caller.ServiceAccount.class) {
      codes.add(CommonCode.PERSON_REQUIRED);
    }
    if (policy.takesIdempotencyKey()) {
      codes.add(CommonCode.BAD_REQUEST);
      codes.add(vocabulary.code("idempotency_key_reused"));
      codes.add(vocabulary.code("idempotency_in_progress"));
    }
    if (!MediaTypes.produced(route.method()).isEmpty()) {
      codes.add(CommonCode.NOT_ACCEPTABLE);
    }
    if (policy.readsBody()) {
      codes.addAll(
          List.of(
              CommonCode.MALFORMED_JSON,
              CommonCode.BAD_REQUEST,
              CommonCode.REQUEST_TIMEOUT,
              CommonCode.PAYLOAD_TOO_LARGE,
              CommonCode.UNSUPPORTED_MEDIA_TYPE,
              CommonCode.VALIDATION));
    }
    if (Parameters.queryOf(route).isPresent()) {
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
    if (codes.contains(CommonCode.FORBIDDEN) && !policy.permissionsForMore().isEmpty()) {
      codes.add(CommonCode.INSUFFICIENT_SCOPE);
    }
    if (policy.hasOAuthErrors()) {
      codes.removeIf(code -> code.oauthError().isPresent());
    }
    return codes;
  }

  private void add(Set<ProblemCode> codes, @Nullable ErrorCodes errorCodes) {
    if (errorCodes != null) {
      Arrays.stream(errorCodes.value()).map(vocabulary::code).forEach(codes::add);
    }
  }
}
