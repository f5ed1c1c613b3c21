package dev.gatehouse.products;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.binding.UtcTime;
import dev.gatehouse.platform.csv.CsvText;
import dev.gatehouse.platform.database.PreparedQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Exports all products by id in batches, so that a slow client holds neither memory nor a database
 * connection. Thread-safe.
 */
final class ProductExport {
  static final int BATCH = 500;

  static final List<String> HEADER =
      List.of(
          "id",
          "sku",
          "name",
          "description",
          "unit_amount",
          "currency",
          "stock",
          "is_active",
          "created_at",
          "updated_at");

  private static final ObjectWriter JSON = ApiJson.MAPPER.writerFor(ProductView.class);

  private final PreparedQuery<Product> page;

  ProductExport(PreparedQuery<Product> page) {
    this.page = page;
  }

  /**
   * Writes the file.
   *
   * @param hasBom whether a CSV begins with {@link CsvText#BOM}
   */
  void write(TransferFormat format, boolean hasBom, OutputStream out) throws IOException {
    List<Product> products = after(0);
    if (format == TransferFormat.CSV) {
      StringBuilder header = new StringBuilder(hasBom ? CsvText.BOM : "");
      CsvText.append(header, HEADER);
      write(header, out);
    }
    while (!products.isEmpty()) {
      StringBuilder text = new StringBuilder();
      for (Product product : products) {
        if (format == TransferFormat.CSV) {
          CsvText.append(text, cells(product));
        } else {
          text.append(JSON.writeValueAsString(ProductView.of(product))).append('\n');
        }
      }
      write(text, out);
      boolean last = products.size() < BATCH;
      products = last ? List.of() : after(products.get(products.size() - 1).id());
    }
  }

  private List<Product> after(long id) {
    return page.list(Map.of("after", id));
  }

  private static void write(StringBuilder text, OutputStream out) throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> cells(Product product) {
    return List.of(
        Long.toString(product.id()),
        product.sku(),
        product.name(),
        product.description(),
        Long.toString(product.unitAmount()),
        product.currency(),
        Integer.toString(product.stock()),
        Boolean.toString(product.isActive()),
        UtcTime.format(product.createdAt()),
        UtcTime.format(product.updatedAt()));
  }
}
