package dev.gatehouse.platform.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Parses YAML into a tree in which every scalar keeps its written text: no octal numbers, no words
 * as booleans, no tagged objects, no aliases.
 */
final class YamlTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private YamlTree() {}

  /** YAML that cannot be parsed. The message gives the position and quotes nothing. */
  static final class Unreadable extends Exception {
    Unreadable(String message, @Nullable Mark mark) {
      super(
          mark == null
              ? message
              : "line "
                  + (mark.getLine() + 1)
                  + ", column "
                  + (mark.getColumn() + 1)
                  + ": "
                  + message);
    }
  }

  /** Parses the text. An empty document is an empty object. */
  static ObjectNode parse(String yaml) throws Unreadable {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(20);
    Node root;
    try {
      root = new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      throw new Unreadable("is not valid YAML", e.getProblemMark());
    } catch (YAMLException e) {
      throw new Unreadable("is not valid YAML", null);
    }
    JsonNode tree = root == null ? NODES.objectNode() : tree(root);
    if (tree.isNull()) {
      return NODES.objectNode();
    }
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new Unreadable("must be keys with values", null);
  }

  private static JsonNode tree(Node node) throws Unreadable {
    if (node.getAnchor() != null) {
      throw new Unreadable("anchors are not supported", node.getStartMark());
    }
    if (node instanceof MappingNode mapping) {
      return object(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = NODES.arrayNode();
      for (Node entry : sequence.getValue()) {
        array.add(tree(entry));
      }
      return array;
    }
    boolean isNull = node.getTag().equals(Tag.NULL);
    return isNull ? NODES.nullNode() : NODES.textNode(((ScalarNode) node).getValue());
  }

  private static ObjectNode object(MappingNode mapping) throws Unreadable {
    ObjectNode object = NODES.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new Unreadable("a key must be a word", tuple.getKeyNode().getStartMark());
      }
      if (object.has(key.getValue())) {
        throw new Unreadable("the key " + key.getValue() + " is given twice", key.getStartMark());
      }
      object.set(key.getValue(), tree(tuple.getValueNode()));
    }
    return object;
  }
}
