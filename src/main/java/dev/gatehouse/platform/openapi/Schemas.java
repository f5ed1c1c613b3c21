package dev.gatehouse.platform.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Schemas of single values. */
final class Schemas {
  /** The format of a file. */
  static final String BINARY = "binary";

  private static final String NULL = "null";

  private Schemas() {}

  static Schema<Object> of(String type) {
    Schema<Object> schema = new JsonSchema();
    schema.setTypes(new LinkedHashSet<>(List.of(type)));
    return schema;
  }

  static Schema<Object> of(String type, String format) {
    Schema<Object> schema = of(type);
    schema.setFormat(format);
    return schema;
  }

  static Schema<Object> text(String example) {
    Schema<Object> schema = of("string");
    schema.setExamples(List.of(example));
    return schema;
  }

  static Schema<Object> object() {
    return of("object");
  }

  static Schema<Object> list(Schema<?> items) {
    Schema<Object> schema = of("array");
    schema.setItems(items);
    return schema;
  }

  static Schema<Object> reference(String name) {
    Schema<Object> schema = new JsonSchema();
    schema.set$ref("#/components/schemas/" + name);
    return schema;
  }

  static Schema<Object> anything() {
    return new JsonSchema();
  }

  /** The same schema, or null. */
  static Schema<Object> orNull(Schema<Object> schema) {
    if (schema.get$ref() != null) {
      Schema<Object> either = new JsonSchema();
      either.setAnyOf(List.of(schema, of(NULL)));
      return either;
    }
    Set<String> types = schema.getTypes();
    if (types != null) {
      schema.setTypes(new LinkedHashSet<>(types));
      schema.getTypes().add(NULL);
    }
    if (schema.getEnum() != null) {
      schema.setEnum(Arrays.asList(append(schema.getEnum().toArray())));
    }
    return schema;
  }

  private static Object[] append(Object[] values) {
    return Arrays.copyOf(values, values.length + 1);
  }

  static void describe(Schema<?> schema, String text) {
    if (text.isEmpty() || schema.get$ref() != null) {
      return;
    }
    String before = schema.getDescription();
    schema.setDescription(before == null ? sentence(text) : before + " " + sentence(text));
  }

  static String sentence(String text) {
    String sentence = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }
}
