package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads JSON scalars, arrays of strings and whole objects, without coercion. */
final class JsonScalars {
  private JsonScalars() {}

  static Object text(JsonNode node) throws ScalarConverter.Mismatch {
    if (!node.isTextual()) {
      throw new ScalarConverter.Mismatch("must be a string");
    }
    String text = node.textValue();
    String violation = TextRules.violation(text);
    if (violation != null) {
      throw new ScalarConverter.Mismatch(violation);
    }
    return text;
  }

  static Object texts(JsonNode node) throws ScalarConverter.Mismatch {
    if (!node.isArray()) {
      throw new ScalarConverter.Mismatch("must be an array of strings");
    }
    List<String> texts = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      if (!element.isTextual()) {
        throw new ScalarConverter.Mismatch("must be an array of strings");
      }
      texts.add((String) text(element));
    }
    return List.copyOf(texts);
  }

  static Object object(JsonNode node) throws ScalarConverter.Mismatch {
    if (!node.isObject()) {
      throw new ScalarConverter.Mismatch("must be an object");
    }
    requireStorable(node);
    return node;
  }

  /** Not deeper than {@link StrictJson} lets trees be. */
  private static void requireStorable(JsonNode node) throws ScalarConverter.Mismatch {
    if (node.isTextual()) {
      text(node);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String violation = TextRules.violation(member.getKey());
      if (violation != null) {
        throw new ScalarConverter.Mismatch(violation);
      }
    }
    for (JsonNode part : node) {
      requireStorable(part);
    }
  }

  static Object longInteger(JsonNode node) throws ScalarConverter.Mismatch {
    if (!node.isIntegralNumber()) {
      throw new ScalarConverter.Mismatch("must be an integer");
    }
    if (!node.canConvertToLong()) {
      throw new ScalarConverter.Mismatch("is out of range");
    }
    return node.longValue();
  }

  static Object integer(JsonNode node) throws ScalarConverter.Mismatch {
    if (!node.isIntegralNumber()) {
      throw new ScalarConverter.Mismatch("must be an integer");
    }
    if (!node.canConvertToInt()) {
      throw new ScalarConverter.Mismatch("is out of range");
    }
    return node.intValue();
  }

  static Object flag(JsonNode node) throws ScalarConverter.Mismatch {
    if (!node.isBoolean()) {
      throw new ScalarConverter.Mismatch("must be true or false");
    }
    return node.booleanValue();
  }
}
