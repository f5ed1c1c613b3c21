package dev.gatehouse.products;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A CSV of as many products as are asked for; the same number makes the same rows. */
final class ProductFile {
  private static final List<String> WORDS =
      List.of(
          "amber", "basket", "copper", "drawer", "elm", "folding", "garden", "hinge", "iron", "jug",
          "kettle", "lamp", "marble", "needle", "oak", "pine", "quilt", "rope", "steel", "table");
  private static final int BAD_ONE_IN = 1_000;

  private final int rows;
  private final String suffix;
  private final boolean flawed;

  private ProductFile(int rows, String suffix, boolean flawed) {
    this.rows = rows;
    this.suffix = suffix;
    this.flawed = flawed;
  }

  /** Rows whose names end in the suffix. */
  static ProductFile of(int rows, String suffix) {
    return new ProductFile(rows, suffix, false);
  }

  /** Rows, one in a thousand with a currency that does not exist. */
  static ProductFile flawed(int rows) {
    return new ProductFile(rows, "", true);
  }

  int bad() {
    return flawed ? rows / BAD_ONE_IN : 0;
  }

  Path write() throws IOException {
    Path file = Files.createTempFile(Path.of("target"), "products", ".csv");
    file.toFile().deleteOnExit();
    Random random = new Random(1);
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      writer.write("sku,name,unit_amount,currency,stock,is_active,description\r\n");
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < rows; i++) {
        text.setLength(0);
        appendRow(text, i, random);
        writer.append(text);
      }
    }
    return file;
  }

  private void appendRow(StringBuilder text, int row, Random random) {
    boolean bad = flawed && row % BAD_ONE_IN == BAD_ONE_IN - 1;
    text.append("SKU-").append(row).append(',');
    appendWords(text, random, 2);
    text.append(suffix).append(',').append(row % 100_000);
    text.append(bad ? ",ZZZ," : ",EUR,").append(row % 50).append(",true,\"");
    appendWords(text, random, 4);
    text.append("\"\r\n");
  }

  private static void appendWords(StringBuilder text, Random random, int count) {
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
      text.append(random.nextInt(1000));
    }
  }
}
