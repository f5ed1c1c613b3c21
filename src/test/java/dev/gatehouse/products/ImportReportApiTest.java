package dev.gatehouse.products;

import static dev.gatehouse.products.Imports.CSV;
import static dev.gatehouse.products.Imports.HEADER;
import static dev.gatehouse.products.Imports.NDJSON;
import static dev.gatehouse.products.Imports.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an import tells of files that are not as they should be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportReportApiTest {
  private final Service service = Service.shared();
  private final Person root = service.admin();

  private Answer done(String csv) {
    return Imports.done(root, CSV, csv);
  }

  private Answer done(String query, String csv) {
    return Imports.ended(root, root.post(PATH + query).body(CSV, csv).answer());
  }

  private Answer refused(String query, String type, byte[] body) {
    return root.post(PATH + query).body(type, body).answer().expect(422);
  }

  private Answer refused(String query, String csv) {
    return refused(query, CSV, csv.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aDryRunTellsAllAndChangesNothing() {
    String old = Service.newName();
    Answer product = ProductFixtures.adding(root, old).answer().expect(201);
    String sku = Service.newName();
    String csv =
        HEADER
            + IntStream.range(0, 5_100)
                .mapToObj(i -> sku + "-" + i % 5_050 + ",n,1,EUR\n")
                .collect(Collectors.joining())
            + old
            + ",other,1,EUR\n"
            + sku
            + ",n,x,EUR\n";
    Answer dry = done("?dry_run=true", csv);
    assertThat(Imports.counts(dry)).containsExactly(5_050L, 51L, 1L);
    assertThat(Imports.errors(dry)).singleElement().asString().startsWith("5103: unit_amount ");
    assertThat(root.get(ProductFixtures.PATH + "?q=" + sku).answer().each("sku")).isEmpty();
    assertThat(root.get(ProductFixtures.pathOf(product)).answer().header("ETag"))
        .isEqualTo(product.header("ETag"));
    Answer real = done("?dry_run=false", csv);
    assertThat(Imports.counts(real)).isEqualTo(Imports.counts(dry));
    assertThat(refused("?dry_run=maybe", csv).fields()).containsExactly("dry_run");
  }

  @Test
  void lettersThatWereSpoiltAreAWarning() {
    String sku = Service.newName();
    ProductFixtures.adding(root, sku, "name", "Tüte", "description", "– für 5 €")
        .answer()
        .expect(201);
    Answer job = done("sku,name,description\n" + sku + ",TÃ¼te,â€“ fÃ¼r 5 â‚¬\n");
    assertThat(Imports.counts(job)).containsExactly(0L, 1L, 0L);
    assertThat(job.json().at("/result/warnings").valueStream().map(w -> w.path("field").asText()))
        .containsExactly("description", "name");
    assertThat(job.json().at("/result/warnings/1/message").asText())
        .isEqualTo(
            "name now has 'Ã¼' where it had 'ü': UTF-8 seems to have been read as windows-1252");
    Answer none = done("sku,name\n" + sku + ",Ãrvore SÃO\n");
    assertThat(none.json().at("/result/warnings")).isEmpty();
  }

  @Test
  void anErrorNamesLinesFieldAndInvisibleCharacters() {
    String sku = Service.newName();
    Answer job =
        done(
            "sku,name,description,unit_amount,currency,stock\n"
                + sku
                + "1,n,\"one\r\ntwo\nthree\",1\u00a0250,EUR,1\n"
                + sku
                + "2,n,x,1,EUR,-4\n"
                + "bad sku,n,x,1,EUR,1\n");
    JsonNode errors = job.json().at("/result/errors");
    assertThat(
            errors
                .valueStream()
                .map(
                    e ->
                        e.path("line").asText()
                            + "-"
                            + e.path("last_line").asText()
                            + " "
                            + e.path("field").asText()))
        .containsExactly("2-4 unit_amount", "5-5 stock", "6-6 sku");
    assertThat(errors.get(0).path("message").asText()).endsWith(", not '1U+00A0250'");
    assertThat(errors.get(2).path("message").asText())
        .isEqualTo("sku must have 1 to 64 of A-Z a-z 0-9 . _ -, such as MUG-1, not 'bad sku'");
  }

  @Test
  void anUnclosedQuoteTellsWhatItTook() {
    String sku = Service.newName();
    Answer job =
        done(
            HEADER
                + sku
                + ",n,1,EUR\n"
                + sku
                + "2,\"open,1,EUR\n"
                + (sku + "3,n,1,EUR\n").repeat(500));
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 1L);
    assertThat(Imports.errors(job))
        .containsExactly(
            "3: The row has a quote that opens on line 3 and is never closed, which makes one cell"
                + " of lines 3 to 503");
    assertThat(job.json().at("/result/errors/0/last_line").asInt()).isEqualTo(503);
    Answer closed = done(HEADER + sku + "2,\"open,1,EUR\n" + sku + "3,\"n\",1,EUR\n");
    assertThat(Imports.errors(closed))
        .singleElement()
        .asString()
        .endsWith("; the quote opened on line 2 and closed on line 3");
  }

  @Test
  void otherFilesAreNamedByTheirFirstBytes() throws IOException {
    ByteArrayOutputStream xlsx = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(xlsx)) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      zip.closeEntry();
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(HEADER.getBytes(StandardCharsets.UTF_8));
    }
    for (String type : List.of(CSV, NDJSON)) {
      assertThat(refused("", type, xlsx.toByteArray()).text("detail")).contains("xlsx");
      assertThat(refused("", type, packed.toByteArray()).text("detail")).contains("gzip");
      assertThat(refused("", type, "%PDF-1.7".getBytes(StandardCharsets.UTF_8)).text("detail"))
          .contains("PDF");
      assertThat(
              refused("", type, "\n<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8))
                  .text("detail"))
          .contains("HTML");
    }
    assertThat(refused("", "sku:name:currency\n").text("detail"))
        .contains("seem to be separated by ':'");
    assertThat(refused("", "sku\u00a0id,name\n").body()).contains("skuU+00A0id");
    assertThat(refused("", "[{\"sku\":1}]").text("detail")).contains("JSON");
    assertThat(refused("", CSV, HEADER.getBytes(StandardCharsets.UTF_16LE)).text("detail"))
        .contains("UTF-16 without a byte order mark");
    assertThat(
            refused("", "text/csv; charset=utf-16", HEADER.getBytes(StandardCharsets.UTF_8))
                .text("detail"))
        .contains("UTF-8");
  }

  @Test
  void linesThatAreNoObjectsAreNamed() {
    String sku = Service.newName();
    String good = Json.object("sku", sku, "name", "n", "unit_amount", 1, "currency", "EUR");
    Answer job =
        Imports.done(
            root,
            NDJSON,
            good
                + "\n{\"sku\":\"a\",\"sku\":\"b\"}\n{\"sku\":\"a\",}\n"
                + good
                + ",\n[\n{\n  \"sku\": \"a\",\n}\n[1]\nsku,name\n");
    assertThat(Imports.errors(job))
        .satisfiesExactly(
            error -> assertThat(error).startsWith("2: ").contains("a key is given twice"),
            error -> assertThat(error).startsWith("3: ").contains("a trailing comma"),
            error -> assertThat(error).startsWith("4: ").contains("a comma behind its object"),
            error -> assertThat(error).startsWith("5: ").contains("JSON array"),
            error -> assertThat(error).startsWith("6: ").contains("on several lines"),
            error -> assertThat(error).startsWith("7: ").contains("on several lines"),
            error -> assertThat(error).startsWith("8: ").contains("on several lines"),
            error -> assertThat(error).startsWith("9: ").contains("JSON array"),
            error -> assertThat(error).startsWith("10: ").contains("not JSON"));
  }

  @Test
  void aDryRunLeavesNoRowAndNoPriceBehind() {
    String sku = Service.newName();
    ProductFixtures.adding(root, sku, "currency", "KWD").answer().expect(201);
    String all =
        "select coalesce(max(xmin::text::bigint), 0) from product where sku_key like '%s%%'";
    String before = TestDatabase.text(service.database(), all.formatted(sku));
    String csv = "sku,price\n" + sku + ",1.2555\n" + sku + ",1.255\n" + sku + "-new,1.2\n";

    Answer dry = done("?dry_run=true", csv);

    assertThat(Imports.counts(dry)).containsExactly(0L, 1L, 2L);
    assertThat(TestDatabase.text(service.database(), all.formatted(sku))).isEqualTo(before);
    Answer trail = root.get("/api/v1/audit?target=job:" + dry.id()).answer();
    assertThat(trail.json().at("/items/0/detail/dry_run").asBoolean()).isTrue();
    assertThat(trail.each("action")).containsExactly("product.imported");
    Answer real = done("", csv);
    assertThat(Imports.counts(real)).isEqualTo(Imports.counts(dry));
    assertThat(Imports.errors(real)).isEqualTo(Imports.errors(dry));
    assertThat(TestDatabase.text(service.database(), all.formatted(sku))).isNotEqualTo(before);
  }
}
