package dev.gatehouse.platform.config;

import dev.gatehouse.platform.binding.FieldErrors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a .env file: {@code KEY=VALUE} lines, optionally with {@code export} before the key and
 * quotes around the value. Quoted values are literal. The last line of a key wins.
 */
final class DotEnv {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)", Pattern.DOTALL);

  private DotEnv() {}

  /**
   * Returns the values by key. Other lines are reported by number only, as they may hold a secret.
   */
  static Map<String, String> parse(String text, FieldErrors errors) {
    Map<String, String> values = new LinkedHashMap<>();
    String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r?\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        values.put(matcher.group(1), unquoted(matcher.group(2).strip()));
      } else {
        errors.add(".env, line " + (i + 1), "must have the form KEY=VALUE");
      }
    }
    return values;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
