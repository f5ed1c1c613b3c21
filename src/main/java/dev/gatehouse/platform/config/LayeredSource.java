package dev.gatehouse.platform.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gatehouse.platform.binding.FieldErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves variables in the tree of config.yml. For a text {@code ${APP_X}} or {@code
 * ${APP_X:-default}} the environment wins over .env, which wins over the default. {@code
 * APP_X_FILE} names a file with the value. An empty variable counts as unset. Values are data and
 * never expanded.
 */
final class LayeredSource {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(APP_[A-Z0-9_]+)(?::-(.*))?}", Pattern.DOTALL);
  private static final String FILE = "_FILE";

  private final Map<String, String> environment;
  private final Map<String, String> dotEnv;
  private final SecretFiles files;

  LayeredSource(Map<String, String> environment, Map<String, String> dotEnv, SecretFiles files) {
    this.environment = environment;
    this.dotEnv = dotEnv;
    this.files = files;
  }

  /**
   * The resolved tree.
   *
   * @param variables the variable of each dotted key that has one
   * @param strays a warning for each variable that no key refers to
   */
  record Resolved(ObjectNode tree, Map<String, String> variables, List<String> strays) {}

  /** Replaces references by values, and leaves out keys without one. */
  Resolved resolve(ObjectNode tree, FieldErrors errors) {
    Pass pass = new Pass(errors);
    ObjectNode resolved = pass.object(tree, "");
    return new Resolved(resolved, pass.variables, strays(pass.known));
  }

  private List<String> strays(Set<String> known) {
    Set<String> names = new TreeSet<>(environment.keySet());
    names.addAll(dotEnv.keySet());
    List<String> strays = new ArrayList<>();
    for (String name : names) {
      String plain = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
      if (name.startsWith("APP_") && !known.contains(name) && !known.contains(plain)) {
        strays.add(
            name
                + " is set, but nothing in config.yml refers to it"
                + SpellingSuggestion.hint(plain, known));
      }
    }
    return strays;
  }

  private @Nullable String lookUp(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      value = dotEnv.getOrDefault(name, "");
    }
    return value.isEmpty() ? null : value;
  }

  /** Collects the results of one traversal. */
  private final class Pass {
    private final FieldErrors errors;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    Pass(FieldErrors errors) {
      this.errors = errors;
    }

    ObjectNode object(ObjectNode tree, String prefix) {
      ObjectNode resolved = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> member : tree.properties()) {
        JsonNode value = value(member.getValue(), prefix + member.getKey());
        if (value != null) {
          resolved.set(member.getKey(), value);
        }
      }
      return resolved;
    }

    private @Nullable JsonNode value(JsonNode node, String key) {
      if (node instanceof ObjectNode object) {
        return object(object, key + ".");
      }
      if (node instanceof ArrayNode array) {
        ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
        for (JsonNode entry : array) {
          JsonNode value = value(entry, key);
          if (value != null) {
            resolved.add(value);
          }
        }
        return resolved;
      }
      if (!node.isTextual()) {
        return null;
      }
      String text = node.textValue();
      Matcher reference = REFERENCE.matcher(text);
      if (reference.matches()) {
        String value = set(reference.group(1), key);
        String chosen = value != null ? value : reference.group(2);
        return chosen == null || chosen.isEmpty() ? null : TextNode.valueOf(chosen);
      }
      if (text.contains("${APP_")) {
        errors.add(
            key, "must be exactly one variable such as ${APP_NAME:-default}, or contain none");
      }
      return node;
    }

    private @Nullable String set(String variable, String key) {
      known.add(variable);
      variables.put(key, variable);
      String value = lookUp(variable);
      String file = lookUp(variable + FILE);
      if (file == null) {
        return value;
      }
      if (value != null) {
        errors.add(key, "is set, and so is " + variable + FILE + "; set only one of them");
        return null;
      }
      variables.put(key, variable + FILE);
      return files.read(file, key, errors);
    }
  }
}
