package dev.gatehouse.platform.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gatehouse.platform.binding.ApiJson;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Composes examples of bodies from the examples of their members. */
final class Examples {
  private static final String TIME = "2026-01-31T09:00:00.123456Z";
  private static final String UUID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private final Map<String, Schema<?>> components;

  Examples(Map<String, Schema<?>> components) {
    this.components = components;
  }

  static void put(Schema<Object> schema, @Nullable Example example) {
    if (example != null) {
      schema.setExamples(List.of(valueOf(schema, example.value())));
    }
  }

  /** Converts an example to the type of the schema. */
  static Object valueOf(Schema<?> schema, String text) {
    Set<String> types = schema.getTypes();
    if (types != null && types.contains("string")) {
      return text;
    }
    try {
      return ApiJson.MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The example " + text + " must be JSON", e);
    }
  }

  /** The schema's own example, or one composed of its members'. Null means none. */
  @Nullable Object of(Schema<?> schema) {
    if (schema.get$ref() != null) {
      String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
      Schema<?> target = components.get(name);
      return target == null ? null : of(target);
    }
    if (schema.getExamples() != null && !schema.getExamples().isEmpty()) {
      return schema.getExamples().get(0);
    }
    if (schema.getEnum() != null) {
      return schema.getEnum().get(0);
    }
    if (schema.getAnyOf() != null) {
      return of(schema.getAnyOf().get(0));
    }
    return byType(schema, schema.getTypes() == null ? "" : schema.getTypes().iterator().next());
  }

  private @Nullable Object byType(Schema<?> schema, String type) {
    return switch (type) {
      case "object" -> members(schema);
      case "array" -> {
        Object item = of(schema.getItems());
        yield item == null ? List.of() : List.of(item);
      }
      case "integer" -> 1;
      case "boolean" -> true;
      case "string" -> text(schema.getFormat());
      default -> null;
    };
  }

  private static @Nullable String text(@Nullable String format) {
    if (format == null) {
      return "text";
    }
    return switch (format) {
      case "date-time" -> TIME;
      case "uuid" -> UUID;
      case Schemas.BINARY -> null;
      default -> "text";
    };
  }

  private Map<String, @Nullable Object> members(Schema<?> schema) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (schema.getProperties() != null) {
      schema
          .getProperties()
          .forEach(
              (name, member) -> {
                if (isWorthShowing(schema, name, member)) {
                  members.put(name, of(member));
                }
              });
    }
    return members;
  }

  /**
   * Generated values are shown only where required, because people who try the API send them
   * unchanged.
   */
  private static boolean isWorthShowing(Schema<?> schema, String name, Schema<?> member) {
    boolean isRequired = schema.getRequired() != null && schema.getRequired().contains(name);
    return isRequired || member.getExamples() != null;
  }
}
