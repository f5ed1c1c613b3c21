package dev.gatehouse.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Validates bodies against the schemas of an API description, and allows no undeclared member. */
final class OpenApiBodies {
  private static final String ADDRESS = "https://described.example/schemas";
  private static final String COMPONENTS = "#/components/schemas/";
  private static final String DEFINITIONS = "#/$defs/";

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  OpenApiBodies(JsonNode document) {
    this.document = document;
    ObjectNode closed = JsonNodeFactory.instance.objectNode();
    closed.set("$defs", document.path("components").path("schemas").deepCopy());
    closed.path("$defs").forEach(OpenApiBodies::close);
    String text = closed.toString().replace(COMPONENTS, DEFINITIONS);
    this.registry =
        SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            builder ->
                builder
                    .schemas(Map.of(ADDRESS, text))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    // the validator checks top-level domains and rejects .example
    schema.findParents("format").stream()
        .map(ObjectNode.class::cast)
        .filter(value -> value.path("format").asText().equals("email"))
        .forEach(value -> value.remove("format"));
    schema
        .findParents("x-extensible-enum")
        .forEach(value -> ((ObjectNode) value).remove("x-extensible-enum"));
  }

  /** The node, or the component that it refers to. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** The errors in a body. Only schemas that are components are checked. */
  List<String> faults(JsonNode schema, JsonNode body) {
    if (!schema.has("$ref")) {
      return List.of();
    }
    return schemas
        .computeIfAbsent(
            schema.get("$ref").asText().replace(COMPONENTS, ADDRESS + DEFINITIONS),
            location -> registry.getSchema(SchemaLocation.of(location)))
        .validate(body)
        .stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }
}
