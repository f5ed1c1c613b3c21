package dev.gatehouse.platform.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.platform.binding.ScalarConverter;
import dev.gatehouse.platform.binding.TextRules;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts texts in settings to values. A list may be a YAML list, a JSON list of strings, or
 * separated by commas.
 */
final class ConfigValues {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String LIST_EXPECTED =
      "must be a comma-separated list or a JSON list of strings";
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern QUOTA = Pattern.compile("([0-9]{1,4})/([0-9]{1,5}[smhd])");
  private static final int LARGEST_QUOTA = 1000;
  private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);
  private static final Map<String, Boolean> FLAGS =
      Map.of("true", true, "on", true, "false", false, "off", false);

  private ConfigValues() {}

  static Map<Class<?>, ScalarConverter> converters() {
    return Map.of(
        String.class, ConfigValues::text,
        SecretString.class, node -> new SecretString(text(node)),
        Integer.class, ConfigValues::integer,
        Long.class, ConfigValues::longInteger,
        Boolean.class, ConfigValues::flag,
        Duration.class, ConfigValues::duration,
        Quota.class, ConfigValues::quota,
        Path.class, ConfigValues::path,
        List.class, ConfigValues::list);
  }

  private static String text(JsonNode node) throws ScalarConverter.Mismatch {
    if (!node.isTextual()) {
      throw new ScalarConverter.Mismatch("must be a single value");
    }
    String violation = TextRules.violation(node.textValue());
    if (violation != null) {
      throw new ScalarConverter.Mismatch(violation);
    }
    return node.textValue();
  }

  private static Object longInteger(JsonNode node) throws ScalarConverter.Mismatch {
    String text = text(node);
    if (!INTEGER.matcher(text).matches()) {
      throw new ScalarConverter.Mismatch("must be an integer");
    }
    return Long.parseLong(text);
  }

  private static Object integer(JsonNode node) throws ScalarConverter.Mismatch {
    long number = (Long) longInteger(node);
    if (number != (int) number) {
      throw new ScalarConverter.Mismatch("is out of range");
    }
    return (int) number;
  }

  private static Object flag(JsonNode node) throws ScalarConverter.Mismatch {
    Boolean flag = FLAGS.get(text(node));
    if (flag == null) {
      throw new ScalarConverter.Mismatch("must be true or false (or on or off)");
    }
    return flag;
  }

  private static Object duration(JsonNode node) throws ScalarConverter.Mismatch {
    return duration(text(node));
  }

  private static Duration duration(String text) throws ScalarConverter.Mismatch {
    Matcher matcher = DURATION.matcher(text);
    ChronoUnit unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new ScalarConverter.Mismatch("must be a duration such as 500ms, 5s, 10m, 2h or 30d");
    }
    return Duration.of(Long.parseLong(matcher.group(1)), unit);
  }

  private static Object quota(JsonNode node) throws ScalarConverter.Mismatch {
    Matcher matcher = QUOTA.matcher(text(node));
    if (matcher.matches()) {
      int count = Integer.parseInt(matcher.group(1));
      Duration window = duration(matcher.group(2));
      if (count >= 1
          && count <= LARGEST_QUOTA
          && window.toSeconds() >= 1
          && window.compareTo(LONGEST_WINDOW) <= 0) {
        return new Quota(count, window);
      }
    }
    throw new ScalarConverter.Mismatch("must be a count of 1 to 1000 per 1s to 1d, such as 10/15m");
  }

  private static Object path(JsonNode node) throws ScalarConverter.Mismatch {
    try {
      return Path.of(text(node));
    } catch (InvalidPathException e) {
      throw new ScalarConverter.Mismatch("must be a path");
    }
  }

  private static Object list(JsonNode node) throws ScalarConverter.Mismatch {
    if (node.isArray()) {
      return texts(node);
    }
    String text = text(node).strip();
    if (text.startsWith("[")) {
      return texts(json(text));
    }
    List<String> entries = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      if (!entry.isBlank()) {
        entries.add(entry.strip());
      }
    }
    return List.copyOf(entries);
  }

  private static List<String> texts(JsonNode array) throws ScalarConverter.Mismatch {
    List<String> entries = new ArrayList<>(array.size());
    for (JsonNode entry : array) {
      if (!entry.isTextual()) {
        throw new ScalarConverter.Mismatch(LIST_EXPECTED);
      }
      entries.add(text(entry).strip());
    }
    return List.copyOf(entries);
  }

  private static JsonNode json(String text) throws ScalarConverter.Mismatch {
    try {
      return JSON.readerFor(JsonNode.class)
          .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readValue(text);
    } catch (JsonProcessingException e) {
      throw new ScalarConverter.Mismatch(LIST_EXPECTED);
    }
  }
}
