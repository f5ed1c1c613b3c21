package dev.gatehouse.platform.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.SnakeCase;
import dev.gatehouse.platform.bodies.BodyBytes;
import dev.gatehouse.platform.http.UrlEncoded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A form body as a tree of texts: what the record does not know is left out, and what it knows may
 * stand there once (RFC 6749 3.2).
 */
final class FormBody {
  private FormBody() {}

  static JsonNode parse(BodyBytes body, Class<? extends Record> type, FieldErrors errors) {
    Set<String> known =
        Arrays.stream(type.getRecordComponents())
            .map(component -> SnakeCase.of(component.getName()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<String, List<String>> sent = UrlEncoded.parse(textOf(body), known::contains);
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (String name : known) {
      List<String> values = sent.getOrDefault(name, List.of());
      if (values.size() > 1) {
        errors.add(name, "must not be repeated");
      } else if (!values.isEmpty()) {
        String value = UrlEncoded.decode(values.get(0));
        if (value == null) {
          errors.add(name, "must be UTF-8 in percent-encoding");
        } else {
          tree.put(name, value);
        }
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
