package dev.gatehouse.platform.openapi;

import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.routing.Route;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import jakarta.ws.rs.PathParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Describes the parameters of routes in path, query and headers. */
final class Parameters {
  private static final int MAX_LIMIT = 100;
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_CURSOR = 4096;
  private static final int MAX_KEY = 255;

  private final Vocabulary vocabulary;

  Parameters(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  List<Parameter> of(Route route, Endpoint endpoint) {
    List<Parameter> parameters = new ArrayList<>(inPath(route));
    for (Query query : route.method().getAnnotationsByType(Query.class)) {
      parameters.add(inQuery(query));
    }
    if (endpoint.sort().length > 0) {
      parameters.addAll(ofList(endpoint.sort()));
    }
    condition(route).ifPresent(parameters::add);
    if (route.policy().takesIdempotencyKey()) {
      parameters.add(idempotencyKey());
    }
    return parameters;
  }

  static boolean readsQuery(Route route, Endpoint endpoint) {
    return endpoint.sort().length > 0
        || route.method().isAnnotationPresent(Query.class)
        || route.method().isAnnotationPresent(Query.All.class);
  }

  static boolean isConditional(Route route) {
    return Arrays.asList(route.method().getParameterTypes()).contains(Preconditions.class);
  }

  private static List<Parameter> inPath(Route route) {
    List<Parameter> parameters = new ArrayList<>();
    for (java.lang.reflect.Parameter parameter : route.method().getParameters()) {
      PathParam inPath = parameter.getAnnotation(PathParam.class);
      if (inPath != null) {
        parameters.add(
            new Parameter()
                .in("path")
                .name(inPath.value())
                .required(true)
                .schema(ofPath(parameter)));
      }
    }
    return parameters;
  }

  private static Schema<?> ofPath(java.lang.reflect.Parameter parameter) {
    if (parameter.getType() == long.class) {
      Schema<Object> id = Schemas.of("integer", "int64");
      id.setMinimum(BigDecimal.ONE);
      id.setExamples(List.of(1));
      return id;
    }
    Schema<Object> text = Schemas.of("string");
    TextFormat textFormat = parameter.getAnnotation(TextFormat.class);
    if (textFormat != null) {
      RequestSchemas.write(text, textFormat);
    }
    Examples.put(text, parameter.getAnnotation(Example.class));
    return text;
  }

  private Parameter inQuery(Query query) {
    Schema<Object> schema = ofQuery(query);
    if (query.oneOf().length > 0) {
      schema.setEnum(Arrays.asList((Object[]) query.oneOf()));
    }
    if (query.terms() != Term.class) {
      ResponseSchemas.listTerms(schema, vocabulary.terms(query.terms()));
    }
    if (!query.example().isEmpty()) {
      schema.setExamples(List.of(Examples.valueOf(schema, query.example())));
    }
    return inQuery(query.name(), query.about(), schema);
  }

  private static Schema<Object> ofQuery(Query query) {
    Class<?> type = query.type();
    if (type == Long.class) {
      Schema<Object> schema = Schemas.of("integer", "int64");
      schema.setMinimum(BigDecimal.valueOf(Math.max(0, query.min())));
      schema.setMaximum(query.max() == Long.MAX_VALUE ? null : BigDecimal.valueOf(query.max()));
      return schema;
    }
    if (type == Boolean.class) {
      return Schemas.of("boolean");
    }
    if (type == Instant.class) {
      return Schemas.of("string", "date-time");
    }
    Schema<Object> schema = Schemas.of("string");
    if (type.isEnum()) {
      schema.setEnum(ResponseSchemas.wordsOf(type));
      return schema;
    }
    schema.setMinLength(query.min() == Long.MIN_VALUE ? null : Math.toIntExact(query.min()));
    schema.setMaxLength(query.max() == Long.MAX_VALUE ? null : Math.toIntExact(query.max()));
    return schema;
  }

  private static List<Parameter> ofList(String... fields) {
    List<Object> orders = new ArrayList<>(List.of((Object[]) fields));
    Arrays.stream(fields).map(field -> "-" + field).forEach(orders::add);
    Schema<Object> sort = Schemas.of("string");
    sort.setEnum(orders);
    Schema<Object> limit = Schemas.of("integer", "int32");
    limit.setMinimum(BigDecimal.ONE);
    limit.setMaximum(BigDecimal.valueOf(MAX_LIMIT));
    limit.setDefault(DEFAULT_LIMIT);
    Schema<Object> cursor = Schemas.of("string");
    cursor.setMaxLength(MAX_CURSOR);
    return List.of(
        inQuery("sort", "The field to sort by, or - and the field for descending order.", sort),
        inQuery("limit", "The maximum number of items on the page.", limit),
        inQuery(
            "cursor",
            "The `next_cursor` of the previous page, for the same sort and filters.",
            cursor));
  }

  private static Parameter inQuery(String name, String about, Schema<?> schema) {
    return new Parameter().in("query").name(name).description(about).schema(schema);
  }

  private static Optional<Parameter> condition(Route route) {
    if (!isConditional(route)) {
      return Optional.empty();
    }
    return Optional.of(
        route.verb().equals("GET")
            ? inHeader("If-None-Match", "The `ETag` that the client already has.")
            : inHeader("If-Match", "The `ETag` of the version to change."));
  }

  private static Parameter idempotencyKey() {
    Parameter key =
        inHeader(
            "Idempotency-Key",
            "Chosen by the client and reused for retries: the request takes effect only once,"
                + " and retries get the first response.");
    key.getSchema().minLength(1).maxLength(MAX_KEY).pattern("^[!-~]+$");
    return key;
  }

  private static Parameter inHeader(String name, String about) {
    return new Parameter().in("header").name(name).description(about).schema(Schemas.of("string"));
  }
}
