package dev.gatehouse.platform.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.SnakeCase;
import dev.gatehouse.platform.bodies.BodyBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a form body as a tree of strings. Unknown fields are ignored, known ones may occur only
 * once (RFC 6749, section 3.2).
 */
final class FormBody {
  private FormBody() {}

  static JsonNode parse(BodyBytes body, Class<? extends Record> type, FieldErrors errors) {
    Set<String> known =
        Arrays.stream(type.getRecordComponents())
            .map(component -> SnakeCase.of(component.getName()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    SentParameters sent = SentParameters.parse(textOf(body), known);
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (String name : known) {
      String text = sent.text(name, errors);
      if (text != null) {
        tree.put(name, text);
      }
    }
    return tree;
  }

  private static String textOf(BodyBytes body) {
    StringBuilder text = new StringBuilder(body.size());
    body.pieces().forEach(piece -> text.append(StandardCharsets.ISO_8859_1.decode(piece)));
    return text.toString();
  }
}
