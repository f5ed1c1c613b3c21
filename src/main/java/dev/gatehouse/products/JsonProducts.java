package dev.gatehouse.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.MalformedJson;
import dev.gatehouse.platform.binding.StrictJson;
import dev.gatehouse.platform.csv.Rows;
import dev.gatehouse.platform.csv.TextLines;
import dev.gatehouse.platform.problems.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The lines of an NDJSON file as products. */
final class JsonProducts implements ProductRows {
  /** Those of an export. */
  static final FailedRowColumns COLUMNS = new FailedRowColumns(ProductExport.HEADER);

  private final TextLines lines;
  private final ProductFields fields;
  private final boolean ignoresUnknown;
  private final Set<String> ignored = new LinkedHashSet<>();
  private final StrictJson json = new StrictJson();

  JsonProducts(TextLines lines, ImportOptions options, ProductFields fields) {
    this.lines = lines;
    this.ignoresUnknown = options.ignoreUnknown();
    this.fields = fields;
  }

  @Override
  public Optional<ProductRow> next() throws IOException {
    return lines.advance() ? Optional.of(product()) : Optional.empty();
  }

  @Override
  public List<String> ignored() {
    return List.copyOf(ignored);
  }

  @Override
  public Rows source() {
    return lines;
  }

  private ProductRow product() {
    if (lines.isTooLong()) {
      return bad("is longer than " + Rows.MAX_ROW_BYTES + " bytes");
    }
    JsonNode tree;
    try {
      tree = json.read(lines.bytes());
    } catch (MalformedJson e) {
      return bad(malformed(e));
    } catch (Failure e) {
      return bad("has too many values");
    }
    if (tree instanceof ObjectNode members) {
      if (ignoresUnknown) {
        ignore(members);
      }
      ObjectNode bound = members.deepCopy();
      members.retain(ProductExport.HEADER);
      return fields.bind(source(() -> cells(members)), bound);
    }
    return bad(
        tree.isArray()
            ? "is a JSON array; put each object on a line of its own, without [ ] and commas"
            : "is not a JSON object");
  }

  private void ignore(ObjectNode members) {
    members.remove(FailedRowColumns.ERROR);
    members.fieldNames().forEachRemaining(this::noteIfForeign);
    members.retain(ProductExport.HEADER);
  }

  private void noteIfForeign(String name) {
    if (ignored.size() < ImportState.MOST_IGNORED && !ProductExport.HEADER.contains(name)) {
      ignored.add(name);
    }
  }

  private String malformed(MalformedJson fault) {
    String text = text();
    if (text.equals("[") || text.equals("]")) {
      return "belongs to a JSON array; put each object on a line of its own, without [ ] and commas";
    }
    if (isPartOfObject(text)) {
      return "is part of a JSON object on several lines; put each object on one line";
    }
    return text.endsWith("},")
        ? "has a comma behind its object; put each object on a line of its own, without commas"
        : "is faulty at " + fault.inLine();
  }

  /** Whether the line looks like one of a pretty-printed object. */
  private static boolean isPartOfObject(String text) {
    return text.equals("{")
        || text.equals("}")
        || text.equals("},")
        || (text.startsWith("\"") && text.contains("\":"));
  }

  private String text() {
    return new String(lines.bytes(), StandardCharsets.UTF_8).strip();
  }

  /**
   * A line without values. Its text stands in for the sku, where a person finds it and no import
   * takes it.
   */
  private ProductRow bad(String fault) {
    List<String> values =
        ProductExport.HEADER.stream()
            .map(name -> name.equals(ImportColumns.SKU) ? text() : "")
            .toList();
    return ProductRow.bad(source(() -> COLUMNS.cells(values)), null, null, "The line " + fault);
  }

  private SourceRow source(Supplier<List<String>> cells) {
    return new SourceRow(lines.number(), lines.number(), lines.length(), cells);
  }

  private static List<String> cells(ObjectNode members) {
    return COLUMNS.cells(
        ProductExport.HEADER.stream().map(name -> cell(members.path(name))).toList());
  }

  /** The value as it would stand in a CSV; what none could hold stays JSON. */
  private static String cell(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText("");
  }
}
