package dev.gatehouse.platform.openapi;

import dev.gatehouse.platform.binding.SnakeCase;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.paging.PageQuery;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.Sort;
import dev.gatehouse.platform.paging.SortedBy;
import dev.gatehouse.platform.routing.Route;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.PathParam;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Describes the parameters of routes in path, query and headers. */
final class Parameters {
  private static final int MAX_KEY = 255;

  private final Vocabulary vocabulary;
  private final RequestSchemas requestSchemas;

  Parameters(Vocabulary vocabulary, RequestSchemas requestSchemas) {
    this.vocabulary = vocabulary;
    this.requestSchemas = requestSchemas;
  }

  List<Parameter> of(Route route) {
    List<Parameter> parameters = new ArrayList<>(inPath(route));
    queryOf(route).ifPresent(query -> parameters.addAll(inQuery(query)));
    condition(route).ifPresent(parameters::add);
    if (route.policy().takesIdempotencyKey()) {
      parameters.add(idempotencyKey());
    }
    return parameters;
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

  /** The record that holds the query, if the method takes one. */
  static Optional<Class<?>> queryOf(Route route) {
    return Arrays.stream(route.method().getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(BeanParam.class))
        .<Class<?>>map(java.lang.reflect.Parameter::getType)
        .findFirst();
  }

  /** Whether the method returns a page of the list that its query asks for. */
  static boolean isList(Route route) {
    return queryOf(route).stream()
        .flatMap(query -> Arrays.stream(query.getRecordComponents()))
        .anyMatch(component -> component.getType() == PageRequest.class);
  }

  private List<Parameter> inQuery(Class<?> query) {
    List<Parameter> parameters = new ArrayList<>();
    for (RecordComponent component : query.getRecordComponents()) {
      SortedBy order = component.getAnnotation(SortedBy.class);
      if (order == null) {
        About about = component.getAnnotation(About.class);
        if (about == null) {
          throw new IllegalStateException(component + " of " + query + " must be described @About");
        }
        parameters.add(inQuery(component, about.value()));
      } else {
        parameters.addAll(ofList(order));
      }
    }
    return parameters;
  }

  private Parameter inQuery(RecordComponent component, String about) {
    Schema<Object> schema = requestSchemas.member(component);
    TermOf terms = component.getAnnotation(TermOf.class);
    if (terms != null) {
      ResponseSchemas.listTerms(schema, vocabulary.terms(terms.value()));
    }
    return inQuery(component, about, schema);
  }

  private static Parameter inQuery(RecordComponent component, String about, Schema<?> schema) {
    Parameter parameter =
        new Parameter()
            .in("query")
            .name(SnakeCase.of(component.getName()))
            .description(about)
            .schema(schema);
    if (schema.getItems() != null) {
      // separated by commas, not by repetition
      parameter.style(Parameter.StyleEnum.FORM).explode(false);
    }
    return parameter;
  }

  private List<Parameter> ofList(SortedBy order) {
    RecordComponent[] components = PageQuery.class.getRecordComponents();
    Schema<Object> sort = requestSchemas.member(components[0]);
    sort.setEnum(List.copyOf(Sort.choices(order.value())));
    Schema<Object> limit = requestSchemas.member(components[1]);
    limit.setDefault(PageQuery.DEFAULT_LIMIT);
    return List.of(
        inQuery(
            components[0], "The field to sort by, or - and the field for descending order.", sort),
        inQuery(components[1], "The maximum number of items on the page.", limit),
        inQuery(
            components[2],
            "The `next_cursor` of the previous page, for the same sort and filters."));
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
