package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;

/**
 * How fast an import is, upload and all, beside PostgreSQL's own COPY of the same rows into the
 * same, empty, indexed table. The number of rows can be set: {@code -Dimport.rows=1000000}.
 */
@Tag("timing")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportDrill {
  private static final int ROWS = Integer.getInteger("import.rows", 200_000);
  private static final String COLUMNS =
      "sku, sku_key, name, description, unit_amount, currency, stock, is_active, search_title,"
          + " search_description, search_words, version, created_at, updated_at";

  private final Service service = Service.start();
  private final Person root = service.admin();

  @AfterAll
  void stop() {
    service.close();
  }

  /** Rows a second, from the first byte sent to the end of the job. */
  private double imported(ProductFile file, List<Long> counts) throws IOException {
    Path csv = file.write();
    long began = System.nanoTime();
    Answer job = Imports.ended(root, root.post(Imports.PATH).body(Imports.CSV, csv).answer());
    double seconds = (System.nanoTime() - began) / 1e9;
    assertThat(Imports.counts(job)).isEqualTo(counts);
    return (counts.get(0) + counts.get(1)) / seconds;
  }

  private double copied() throws Exception {
    Path rows = Files.createTempFile(Path.of("target"), "products", ".copy");
    rows.toFile().deleteOnExit();
    try (Connection connection = Database.longRunning(service.database()).getConnection()) {
      var copy = connection.unwrap(PGConnection.class).getCopyAPI();
      try (OutputStream out = Files.newOutputStream(rows)) {
        copy.copyOut("copy (select " + COLUMNS + " from product order by id) to stdout", out);
      }
      empty();
      try (InputStream in = new BufferedInputStream(Files.newInputStream(rows), 1 << 16)) {
        long began = System.nanoTime();
        copy.copyIn("copy product (" + COLUMNS + ") from stdin", in);
        return ROWS / ((System.nanoTime() - began) / 1e9);
      }
    }
  }

  private void empty() {
    TestDatabase.execute(service.database(), "truncate product");
    TestDatabase.execute(service.database(), "vacuum product");
  }

  @Test
  void anImportIsHalfAsFastAsCopyAndAThirdWhereEverySkuExists() throws Exception {
    imported(ProductFile.of(20_000, " old"), List.of(20_000L, 0L, 0L));
    empty();

    double fresh = imported(ProductFile.of(ROWS, ""), List.of((long) ROWS, 0L, 0L));
    double copy = copied();
    double same = imported(ProductFile.of(ROWS, ""), List.of(0L, (long) ROWS, 0L));
    double changed = imported(ProductFile.of(ROWS, " new"), List.of(0L, (long) ROWS, 0L));

    System.out.printf(
        "%d rows: COPY %.0f rows/s, import %.0f (%.2f), of the same again %.0f, of changes %.0f (%.2f)%n",
        ROWS, copy, fresh, fresh / copy, same, changed, changed / copy);
    assertThat(fresh / copy).isGreaterThan(0.5);
    assertThat(changed / copy).isGreaterThan(0.35);
  }
}
