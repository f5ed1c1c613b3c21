package dev.gatehouse.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.MalformedJson;
import dev.gatehouse.platform.binding.StrictJson;
import dev.gatehouse.platform.csv.Rows;
import dev.gatehouse.platform.csv.TextLines;
import dev.gatehouse.platform.problems.Failure;
import java.io.IOException;
import java.util.Optional;

final class JsonProducts implements ProductRows {
  private final TextLines lines;
  private final ProductFields fields;
  private final StrictJson json = new StrictJson();

  JsonProducts(TextLines lines, ProductFields fields) {
    this.lines = lines;
    this.fields = fields;
  }

  @Override
  public Optional<ProductRow> next() throws IOException {
    return lines.advance() ? Optional.of(product()) : Optional.empty();
  }

  @Override
  public Rows source() {
    return lines;
  }

  private ProductRow product() {
    if (lines.isTooLong()) {
      return ProductRow.bad(
          lines.number(), null, "The line is longer than " + Rows.MAX_ROW_BYTES + " bytes");
    }
    JsonNode tree;
    try {
      tree = json.read(lines.bytes());
    } catch (MalformedJson e) {
      return ProductRow.bad(lines.number(), null, "The line is not JSON");
    } catch (Failure e) {
      return ProductRow.bad(lines.number(), null, "The line has too many values");
    }
    return tree instanceof ObjectNode members
        ? fields.bind(lines.number(), members)
        : ProductRow.bad(lines.number(), null, "The line is not a JSON object");
  }
}
