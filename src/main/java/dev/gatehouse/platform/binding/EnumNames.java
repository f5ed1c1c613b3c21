package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The constants of an enum by their lower-case names. Thread-safe. */
public final class EnumNames implements ScalarConverter {
  private static final ClassValue<EnumNames> KNOWN =
      new ClassValue<>() {
        @Override
        protected EnumNames computeValue(Class<?> type) {
          return new EnumNames(type);
        }
      };

  private final Map<String, Object> byName = new LinkedHashMap<>();

  private EnumNames(Class<?> type) {
    Arrays.stream((Enum<?>[]) type.getEnumConstants())
        .forEach(constant -> byName.put(constant.name().toLowerCase(Locale.ROOT), constant));
  }

  public static EnumNames of(Class<?> type) {
    return KNOWN.get(type);
  }

  /** The constant with this lower-case name, or null. */
  public @Nullable Object find(String name) {
    return byName.get(name);
  }

  /** Lists the names: {@code must be csv or ndjson}. */
  public String expected() {
    return "must be " + String.join(" or ", byName.keySet());
  }

  @Override
  public Object from(JsonNode node) throws Mismatch {
    Object constant = node.isTextual() ? find(node.textValue()) : null;
    if (constant == null) {
      throw new Mismatch(expected());
    }
    return constant;
  }
}
