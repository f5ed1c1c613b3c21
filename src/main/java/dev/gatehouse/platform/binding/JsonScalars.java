package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON scalars without any coercion. */
final class JsonScalars {
  private JsonScalars() {}

  static Object text(JsonNode node) throws Conversion.Mismatch {
    if (!node.isTextual()) {
      throw new Conversion.Mismatch("must be a string");
    }
    String text = node.textValue();
    String fault = Texts.fault(text);
    if (fault != null) {
      throw new Conversion.Mismatch(fault);
    }
    return text;
  }

  static Object longInteger(JsonNode node) throws Conversion.Mismatch {
    if (!node.isIntegralNumber()) {
      throw new Conversion.Mismatch("must be an integer");
    }
    if (!node.canConvertToLong()) {
      throw new Conversion.Mismatch("is out of range");
    }
    return node.longValue();
  }

  static Object integer(JsonNode node) throws Conversion.Mismatch {
    if (!node.isIntegralNumber()) {
      throw new Conversion.Mismatch("must be an integer");
    }
    if (!node.canConvertToInt()) {
      throw new Conversion.Mismatch("is out of range");
    }
    return node.intValue();
  }

  static Object flag(JsonNode node) throws Conversion.Mismatch {
    if (!node.isBoolean()) {
      throw new Conversion.Mismatch("must be true or false");
    }
    return node.booleanValue();
  }
}
