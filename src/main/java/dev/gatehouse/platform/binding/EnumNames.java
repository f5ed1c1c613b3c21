package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Converts a lower-case name to the constant of an enum. */
final class EnumNames {
  private static final ClassValue<ScalarConverter> CONVERTERS =
      new ClassValue<>() {
        @Override
        protected ScalarConverter computeValue(Class<?> type) {
          Map<String, Object> byName = new LinkedHashMap<>();
          Arrays.stream((Enum<?>[]) type.getEnumConstants())
              .forEach(constant -> byName.put(constant.name().toLowerCase(Locale.ROOT), constant));
          String expected = "must be " + String.join(" or ", byName.keySet());
          return node -> find(node, byName, expected);
        }
      };

  private EnumNames() {}

  static ScalarConverter of(Class<?> type) {
    return CONVERTERS.get(type);
  }

  private static Object find(JsonNode node, Map<String, Object> byName, String expected)
      throws ScalarConverter.Mismatch {
    Object constant = node.isTextual() ? byName.get(node.textValue()) : null;
    if (constant == null) {
      throw new ScalarConverter.Mismatch(expected);
    }
    return constant;
  }
}
