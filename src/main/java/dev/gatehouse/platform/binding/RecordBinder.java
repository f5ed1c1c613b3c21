package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.problems.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds a tree to a record, validates it and reports all errors at once: unknown names, wrong types
 * and violated constraints, one per field. Components may have any type with a converter, or be
 * enums (lower-case names), nested records or {@link Patch}es of scalars. Thread-safe.
 */
public final class RecordBinder {
  /** Makes the error message for a name that the record does not have. */
  @FunctionalInterface
  public interface UnknownName {
    String message(String name, Iterable<String> known);
  }

  private final Map<Class<?>, ScalarConverter> converters;
  private final UnknownName unknownName;
  private final Validator validator;
  private final ClassValue<Shape> shapes =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return new Shape(type);
        }
      };

  public RecordBinder(
      Map<Class<?>, ScalarConverter> converters, UnknownName unknownName, Validator validator) {
    this.converters = Map.copyOf(converters);
    this.unknownName = unknownName;
    this.validator = validator;
  }

  /** Returns the record, or adds to {@code errors} and returns empty. */
  public <T extends Record> Optional<T> bind(JsonNode tree, Class<T> type, FieldErrors errors) {
    T bound = type.cast(build(tree, type, "", errors));
    List<String> order = List.copyOf(shapes.get(type).parts.keySet());
    validator.validate(bound).stream()
        .map(RecordBinder::errorOf)
        .sorted(Comparator.comparingInt(error -> order.indexOf(firstNameOf(error))))
        .forEach(error -> errors.add(error.field(), error.message()));
    return errors.isEmpty() ? Optional.of(bound) : Optional.empty();
  }

  private static FieldError errorOf(ConstraintViolation<?> violation) {
    return new FieldError(nameOf(violation.getPropertyPath()), violation.getMessage());
  }

  private static String firstNameOf(FieldError error) {
    int dot = error.field().indexOf('.');
    return dot < 0 ? error.field() : error.field().substring(0, dot);
  }

  private Object build(JsonNode tree, Class<?> type, String prefix, FieldErrors errors) {
    Shape shape = shapes.get(type);
    for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!shape.parts.containsKey(name)) {
        errors.add(prefix + name, unknownName.message(name, shape.parts.keySet()));
      }
    }
    List<@Nullable Object> values = new ArrayList<>(shape.parts.size());
    for (Map.Entry<String, Part> entry : shape.parts.entrySet()) {
      values.add(
          value(tree.get(entry.getKey()), entry.getValue(), prefix + entry.getKey(), errors));
    }
    return shape.make(values);
  }

  private @Nullable Object value(
      @Nullable JsonNode node, Part part, String name, FieldErrors errors) {
    if (part.type.isRecord() && part.type != Patch.class && !converters.containsKey(part.type)) {
      if (node != null && !node.isObject()) {
        errors.add(name, "must be an object");
      }
      JsonNode members = node != null && node.isObject() ? node : NO_MEMBERS;
      return build(members, part.type, name + ".", errors);
    }
    if (part.patched != null) {
      if (node == null) {
        return Patch.absent();
      }
      return node.isNull() ? Patch.of(null) : Patch.of(scalar(node, part.patched, name, errors));
    }
    boolean isNullList = part.type == List.class && node != null && node.isNull();
    return node == null || isNullList ? null : scalar(node, part.type, name, errors);
  }

  private @Nullable Object scalar(JsonNode node, Class<?> type, String name, FieldErrors errors) {
    ScalarConverter converter = type.isEnum() ? EnumNames.of(type) : converters.get(type);
    if (converter == null) {
      throw new IllegalStateException("No converter for " + type + " of " + name);
    }
    try {
      return converter.from(node);
    } catch (ScalarConverter.Mismatch mismatch) {
      errors.add(name, mismatch.expected());
      return null;
    }
  }

  private static final JsonNode NO_MEMBERS = JsonNodeFactory.instance.objectNode();

  private static String nameOf(Path path) {
    StringBuilder name = new StringBuilder();
    for (Path.Node node : path) {
      if (node.getKind() == jakarta.validation.ElementKind.PROPERTY) {
        if (name.length() > 0) {
          name.append('.');
        }
        name.append(SnakeCase.of(node.getName()));
      }
    }
    return name.length() == 0 ? "body" : name.toString();
  }

  private record Part(Class<?> type, @Nullable Class<?> patched) {
    static Part of(RecordComponent component) {
      Type generic = component.getGenericType();
      if (component.getType() == Patch.class
          && generic instanceof ParameterizedType parameterized) {
        Type patched = parameterized.getActualTypeArguments()[0];
        return new Part(
            Patch.class,
            (Class<?>) (patched instanceof ParameterizedType list ? list.getRawType() : patched));
      }
      return new Part(component.getType(), null);
    }
  }

  /** The components and constructor of a record class, looked up once. */
  private static final class Shape {
    final Map<String, Part> parts = new LinkedHashMap<>();
    private final RecordConstructor<?> constructor;

    Shape(Class<?> type) {
      constructor = new RecordConstructor<>(type);
      for (RecordComponent component : type.getRecordComponents()) {
        parts.put(SnakeCase.of(component.getName()), Part.of(component));
      }
    }

    Object make(List<@Nullable Object> values) {
      return constructor.make(values.toArray());
    }
  }

  /**
   * Converters for strict JSON, without coercion between types. A list is one of strings; an object
   * node is taken as it is, for formats that have a standard of their own.
   */
  public static Map<Class<?>, ScalarConverter> strictJson() {
    Map<Class<?>, ScalarConverter> map = new HashMap<>();
    map.put(String.class, JsonScalars::text);
    map.put(Long.class, JsonScalars::longInteger);
    map.put(Integer.class, JsonScalars::integer);
    map.put(Boolean.class, JsonScalars::flag);
    map.put(List.class, JsonScalars::texts);
    map.put(ObjectNode.class, JsonScalars::object);
    return map;
  }
}
