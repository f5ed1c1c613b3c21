package dev.gatehouse.platform.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.gatehouse.platform.binding.ApiJson;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of responses: records as written, with Jackson's names. Every member is present, and only
 * those annotated as nullable may be null. Responses may gain members, so unknown ones are allowed.
 */
final class ResponseSchemas {
  private final Vocabulary vocabulary;
  private final SchemaNames names;
  private final Map<String, Schema<?>> components;

  ResponseSchemas(Vocabulary vocabulary, SchemaNames names, Map<String, Schema<?>> components) {
    this.vocabulary = vocabulary;
    this.names = names;
    this.components = components;
  }

  /** A reference to the type's component, which is created if necessary. */
  Schema<Object> of(Class<?> type) {
    String name = nameOf(type);
    if (names.take(name, type)) {
      components.put(name, Schemas.object());
      components.put(name, object(type));
    }
    return Schemas.reference(name);
  }

  /** A page of such records. */
  Schema<Object> page(Class<?> type) {
    String name = nameOf(type) + "Page";
    if (!components.containsKey(name)) {
      Schema<Object> page = Schemas.object();
      page.addProperty("items", Schemas.list(of(type)));
      Schema<Object> cursor = Schemas.orNull(Schemas.text("hNvT0f5Qk2Rz"));
      cursor.setDescription(
          "The cursor of the next page, even if this one is short; null on the last page.");
      page.addProperty("next_cursor", cursor);
      page.setRequired(List.of("items", "next_cursor"));
      components.put(name, page);
    }
    return Schemas.reference(name);
  }

  /** An empty object, for requests that were accepted. */
  Schema<Object> empty() {
    Schema<Object> empty = Schemas.object();
    empty.setAdditionalProperties(false);
    components.putIfAbsent("Empty", empty);
    return Schemas.reference("Empty");
  }

  private static String nameOf(Class<?> type) {
    String name = type.getSimpleName();
    return name.endsWith("View") ? name.substring(0, name.length() - "View".length()) : name;
  }

  private Schema<Object> object(Class<?> type) {
    Schema<Object> schema = Schemas.object();
    List<String> required = new ArrayList<>();
    Map<String, RecordComponent> parts = new HashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      parts.put(component.getName(), component);
    }
    boolean omitsEmpty = type.isAnnotationPresent(JsonInclude.class);
    var mapper = ApiJson.MAPPER;
    var written = mapper.getSerializationConfig().introspect(mapper.constructType(type));
    for (BeanPropertyDefinition property : written.findProperties()) {
      RecordComponent component = parts.get(property.getInternalName());
      if (component != null) {
        boolean mayBeAbsent = omitsEmpty && (isNullable(component) || isMany(component.getType()));
        Schema<Object> value = value(component);
        schema.addProperty(
            property.getName(),
            isNullable(component) && !mayBeAbsent ? Schemas.orNull(value) : value);
        if (!mayBeAbsent) {
          required.add(property.getName());
        }
      }
    }
    schema.setRequired(required.isEmpty() ? null : required);
    return schema;
  }

  private static boolean isMany(Class<?> type) {
    return List.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private Schema<Object> value(RecordComponent component) {
    OpenObject open = component.getAnnotation(OpenObject.class);
    Schema<Object> schema =
        open == null ? value(component.getAnnotatedType()) : open(open.schema(), component);
    About about = component.getAnnotation(About.class);
    if (about != null) {
      Schemas.describe(schema, about.value());
    }
    TextFormat textFormat = component.getAnnotation(TextFormat.class);
    if (textFormat != null) {
      RequestSchemas.write(schema, textFormat);
    }
    TermOf terms = component.getAnnotation(TermOf.class);
    if (terms != null) {
      listTerms(schema, vocabulary.terms(terms.value()));
    }
    Examples.put(schema, component.getAnnotation(Example.class));
    return schema;
  }

  /** An object that may have other members than those listed. */
  private Schema<Object> open(String name, RecordComponent component) {
    Schema<Object> object = Schemas.object();
    object.setAdditionalProperties(true);
    if (name.isEmpty()) {
      return object;
    }
    if (components.putIfAbsent(name, object) == null) {
      About about = component.getAnnotation(About.class);
      Schemas.describe(object, about == null ? "" : about.value());
      for (Class<?> type : vocabulary.results()) {
        object(type)
            .getProperties()
            .forEach(
                (member, value) -> {
                  if (object.getProperties() != null
                      && object.getProperties().containsKey(member)) {
                    throw new IllegalStateException("Two results have the member " + member);
                  }
                  object.addProperty(member, value);
                });
      }
    }
    return Schemas.reference(name);
  }

  static void listTerms(Schema<?> schema, List<String> terms) {
    schema.addExtension("x-extensible-enum", terms);
    Schemas.describe(schema, "one of the listed values, to which more may be added");
  }

  private Schema<Object> value(AnnotatedType annotated) {
    Type type = annotated.getType();
    if (type instanceof ParameterizedType generic
        && annotated instanceof AnnotatedParameterizedType held) {
      AnnotatedType[] arguments = held.getAnnotatedActualTypeArguments();
      return generic.getRawType() == Map.class
          ? map(value(arguments[1]))
          : Schemas.list(value(arguments[0]));
    }
    return scalar((Class<?>) type);
  }

  private static Schema<Object> map(Schema<?> values) {
    Schema<Object> schema = Schemas.object();
    schema.setAdditionalProperties(values);
    return schema;
  }

  private Schema<Object> scalar(Class<?> type) {
    if (type == String.class) {
      return Schemas.of("string");
    }
    if (type == long.class || type == Long.class) {
      return Schemas.of("integer", "int64");
    }
    if (type == int.class || type == Integer.class) {
      return Schemas.of("integer", "int32");
    }
    if (type == boolean.class || type == Boolean.class) {
      return Schemas.of("boolean");
    }
    if (type == Instant.class) {
      return Schemas.of("string", "date-time");
    }
    if (type == UUID.class) {
      return Schemas.of("string", "uuid");
    }
    if (type.isEnum()) {
      Schema<Object> schema = Schemas.of("string");
      schema.setEnum(valuesOf(type));
      return schema;
    }
    if (type.isRecord()) {
      return of(type);
    }
    if (type == Object.class) {
      return Schemas.anything();
    }
    throw new IllegalStateException(
        "A response cannot have a component of the "
            + type
            + "; use String, Integer, Long, Boolean, Instant, UUID, an enum, a record, a List or a"
            + " Map");
  }

  /** The constants of an enum as they appear in JSON. */
  static List<Object> valuesOf(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ApiJson.MAPPER.convertValue(constant, Object.class))
        .toList();
  }
}
