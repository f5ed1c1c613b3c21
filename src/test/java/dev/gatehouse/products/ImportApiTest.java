package dev.gatehouse.products;

import static dev.gatehouse.products.Imports.CSV;
import static dev.gatehouse.products.Imports.HEADER;
import static dev.gatehouse.products.Imports.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportApiTest {
  private final Service service = Service.shared();
  private final Person root = service.admin();
  private final String word = Service.newName();

  private Answer done(String csv) {
    return Imports.done(root, CSV, csv);
  }

  private Answer refused(String type, String body) {
    return root.post(Imports.PATH).body(type, body).answer();
  }

  private Answer product(String sku) {
    Answer list = root.get(ProductFixtures.PATH + "?q=" + sku).answer().expect(200);
    String id =
        list.json()
            .path("items")
            .valueStream()
            .filter(item -> item.path("sku").asText().equalsIgnoreCase(sku))
            .map(item -> item.path("id").asText())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no product " + sku));
    return root.get(ProductFixtures.PATH + "/" + id).answer().expect(200);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void anImportIsAJobThatTellsWhatBecameOfEachRow() {
    String sku = Service.newName();
    ProductFixtures.adding(root, sku + "-old", "description", "stays", "stock", 7)
        .answer()
        .expect(201);

    Answer accepted =
        root.post(Imports.PATH)
            .body(
                CSV,
                HEADER
                    + sku
                    + "-new,New,5,EUR\n"
                    + sku
                    + "-OLD,Changed,6,USD\n"
                    + sku
                    + "-bad,,x,EUR\n")
            .answer();
    Answer job = Imports.ended(root, accepted);

    assertThat(accepted.text("type")).isEqualTo("product.import");
    assertThat(accepted.header("Location")).isEqualTo("/api/v1/jobs/" + accepted.id());
    assertThat(job.text("state")).isEqualTo("succeeded");
    assertThat(Imports.counts(job)).containsExactly(1L, 1L, 1L);
    assertThat(job.json().path("progress")).hasToString("{\"done\":3,\"total\":3,\"failed\":1}");
    assertThat(job.json().at("/result/errors/0/sku").asText()).isEqualTo(sku + "-bad");
    assertThat(Imports.errors(job))
        .containsExactly(
            "4: unit_amount must be a whole number in cents: 1250 for 12.50 EUR, not 'x'; name"
                + " must have 1 to 200 characters, not 0");
    Answer old = product(sku + "-old");
    assertThat(
            List.of(
                old.text("sku"), old.text("name"), old.text("description"), old.text("currency")))
        .containsExactly(sku + "-OLD", "Changed", "stays", "USD");
    assertThat(old.number("stock")).isEqualTo(7);
    Answer added = product(sku + "-new");
    assertThat(added.text("description")).isEmpty();
    assertThat(added.number("stock")).isZero();
    assertThat(added.flag("is_active")).isTrue();
  }

  @Test
  void importedProductsAreFoundByTheirWords() {
    String sku = Service.newName();
    String other = Service.newName();
    done(
        "sku,name,unit_amount,currency,description\n"
            + sku
            + ",Ä first"
            + sku
            + " word,1,EUR,deep"
            + sku
            + "\n");
    done(HEADER + sku + ",second" + other + ",1,EUR\n");

    for (String query : List.of(sku, "second" + other, "DEEP" + sku)) {
      assertThat(root.get(ProductFixtures.PATH + "?q=" + query).answer().each("sku"))
          .as(query)
          .containsExactly(sku);
    }
    assertThat(root.get(ProductFixtures.PATH + "?q=first" + sku).answer().each("sku")).isEmpty();
  }

  @Test
  void ofTwoRowsWithOneSkuTheLastWins() {
    String sku = Service.newName();

    Answer job =
        done(HEADER + sku + ",First,1,EUR\n" + sku.toUpperCase(Locale.ROOT) + ",Last,2,EUR\n");

    assertThat(Imports.counts(job)).containsExactly(1L, 1L, 0L);
    Answer product = product(sku);
    assertThat(product.text("name")).isEqualTo("Last");
    assertThat(product.text("sku")).isEqualTo(sku.toUpperCase(Locale.ROOT));
  }

  @Test
  void linesAreNumberedAsAnEditorNumbersThem() {
    String sku = Service.newName();

    Answer job =
        done(
            "\ufeffname,sku,currency,unit_amount,description\r\n"
                + "\r\n"
                + "ok,"
                + sku
                + "1,EUR,1,\"two\r\nlines\"\r\n"
                + "bad,"
                + sku
                + "2,EUR,-1,\r\n"
                + "few\r\n"
                + "ok,"
                + sku
                + "3,EUR,1,\r\n"
                + "bad,"
                + sku
                + "4,ZZZ,1,\"not closed\r\n");

    assertThat(Imports.counts(job)).containsExactly(2L, 0L, 3L);
    assertThat(Imports.errors(job))
        .satisfiesExactly(
            error -> assertThat(error).startsWith("5: unit_amount "),
            error -> assertThat(error).isEqualTo("6: The row has 1 cells, the header 5"),
            error ->
                assertThat(error)
                    .startsWith("8: The row has a quote that opens on line 8 and is never"));
  }

  @Test
  void onlyADescriptionMayBeEmptied() {
    String sku = Service.newName();
    ProductFixtures.adding(root, sku, "description", "gone soon").answer().expect(201);
    String columns =
        "id,sku,name,description,unit_amount,currency,stock,is_active,created_at,updated_at\n";

    Answer job =
        done(
            columns
                + "77,"
                + sku
                + ",Name,,1,EUR,1,false,x,\n"
                + ","
                + sku
                + "1,Name,,1,EUR,,true,,\n"
                + ","
                + sku
                + "2,Name,,1,EUR,1,,,\n"
                + ",,Name,,1,EUR,1,true,,\n"
                + ","
                + sku
                + "3,Name,,1,,1,TRUE,,\n");

    assertThat(Imports.counts(job)).containsExactly(0L, 1L, 4L);
    assertThat(Imports.errors(job))
        .satisfiesExactly(
            error -> assertThat(error).startsWith("3: stock must be a whole number"),
            error -> assertThat(error).isEqualTo("4: is_active must be true or false, not ''"),
            error -> assertThat(error).startsWith("5: sku "),
            error -> assertThat(error).startsWith("6: currency "));
    assertThat(product(sku).text("description")).isEmpty();
    assertThat(product(sku).flag("is_active")).isFalse();
  }

  @Test
  void aRowThatChangesNothingCountsAndLeavesTheProductAlone() {
    String sku = Service.newName();
    String csv = HEADER + sku + ",Name,1,EUR\n";
    done(csv);
    Answer before = product(sku);

    Answer job = done(csv);

    assertThat(Imports.counts(job)).containsExactly(0L, 1L, 0L);
    assertThat(product(sku).header("ETag")).isEqualTo(before.header("ETag"));
    assertThat(product(sku).body()).isEqualTo(before.body());
  }

  @Test
  void linesOfJsonGoInByTheRulesOfABody() {
    String sku = Service.newName();

    Answer job =
        Imports.done(
            root,
            NDJSON,
            Json.object(
                    "sku",
                    sku,
                    "name",
                    "Name",
                    "unit_amount",
                    1,
                    "currency",
                    "EUR",
                    "id",
                    "x",
                    "stock",
                    3)
                + "\n\n"
                + Json.object("sku", sku, "name", "Later", "unit_amount", 1, "currency", "EUR")
                + "\n[]\n{\n"
                + Json.object(
                    "sku", sku, "name", "n", "unit_amount", "1", "currency", "EUR", "colour", 1)
                + "\n");

    assertThat(Imports.counts(job)).containsExactly(1L, 1L, 3L);
    assertThat(Imports.errors(job))
        .containsExactly(
            "4: The line is a JSON array; put each object on a line of its own, without [ ] and"
                + " commas",
            "5: The line is part of a JSON object on several lines; put each object on one line",
            "6: colour is not a known property; unit_amount must be a whole number in cents: 1"
                + " for 0.01 EUR, not the string '1'");
    assertThat(product(sku).text("name")).isEqualTo("Later");
    assertThat(product(sku).number("stock")).isEqualTo(3);
  }

  @Test
  void textsThatNobodyMayStoreAreTheFaultOfTheirRowAlone() {
    String sku = Service.newName();
    byte[] csv =
        (HEADER + sku + "1,a\u0000b,1,EUR\n" + sku + "2,a~b,1,EUR\n" + sku + "3,good,1,EUR\n")
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < csv.length; i++) {
      csv[i] = csv[i] == '~' ? (byte) 0xff : csv[i];
    }

    Answer job =
        Imports.ended(root, root.post(Imports.PATH).body("text/csv; charset=utf-8", csv).answer());

    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 2L);
    assertThat(Imports.errors(job))
        .containsExactly(
            "2: name must not contain NUL",
            "3: The row has bytes that are not utf-8: save the file as UTF-8, or name its character"
                + " set, as in Content-Type: text/csv; charset=windows-1252");
  }

  @Test
  void echoedValuesAreCleanedAndShortened() {
    String sku = Service.newName();
    String good = "\"name\":\"n\",\"unit_amount\":1,\"currency\":\"EUR\"}\n";
    String many =
        IntStream.range(0, 200)
            .mapToObj(i -> "\"unknown" + i + "\":1,")
            .collect(Collectors.joining());
    String lines =
        "{\"\\u0000\":1,\"sku\":\""
            + sku
            + "1\","
            + good
            + "{\"\\ud800\":1,\"sku\":\""
            + sku
            + "2\","
            + good
            + "{\"\\u202e\":1,\"sku\":\""
            + sku
            + "\\u0000\\u202e\","
            + good
            + "{\""
            + "x".repeat(40_000)
            + "\":1,\"sku\":\""
            + sku
            + "4\","
            + good
            + "{"
            + many
            + "\"sku\":\""
            + sku
            + "5\","
            + good
            + "{\"sku\":\""
            + sku
            + "6\","
            + good;

    Answer job = Imports.done(root, NDJSON, lines);

    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 5L);
    List<String> errors = Imports.errors(job);
    assertThat(errors.subList(0, 2))
        .containsExactly("1: U+0000 is not a known property", "2: U+D800 is not a known property");
    assertThat(errors.get(2)).startsWith("3: U+202E is not a known property; sku must");
    assertThat(job.json().at("/result/errors/2/sku").asText()).isEqualTo(sku + "U+0000U+202E");
    assertThat(errors.get(3)).isEqualTo("4: " + "x".repeat(99) + "… is not a known property");
    assertThat(errors.get(4)).hasSize(500 + "5: ".length()).endsWith("…");
  }

  @Test
  void aLineOfTooManyValuesFailsByItself() {
    String sku = Service.newName();
    String good = "\"name\":\"n\",\"unit_amount\":1,\"currency\":\"EUR\"}\n";
    String lines =
        "{\"sku\":\""
            + sku
            + "1\",\"tags\":["
            + "1,".repeat(100_000)
            + "1],"
            + good
            + "{\"sku\":\""
            + sku
            + "2\","
            + good;

    Answer job = Imports.done(root, NDJSON, lines);

    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 1L);
    assertThat(Imports.errors(job)).containsExactly("1: The line has too many values");
  }

  @Test
  void aHeaderThatEchoesIsCleanedAndShort() {
    Answer refused =
        root.post(Imports.PATH)
            .body(CSV, "sku,name,unit_amount,currency,a\u0000\u202e," + "x".repeat(900_000) + "\n")
            .answer()
            .expect(422);

    assertThat(refused.json().path("errors").valueStream().map(e -> e.path("field").asText()))
        .containsExactly("aU+0000U+202E", "x".repeat(99) + "…");
  }

  @Test
  void anUploadMayBePackedAndLongerThanAnyOtherBody() throws IOException {
    String sku = Service.newName();
    int rows = 6_000;
    String csv =
        "sku,name,unit_amount,currency,description\n"
            + IntStream.range(0, rows)
                .mapToObj(i -> sku + "-" + i + ",Name,1,EUR," + "d".repeat(300) + "\n")
                .collect(Collectors.joining());

    Answer job =
        Imports.ended(
            root,
            root.post(Imports.PATH)
                .header("Content-Encoding", "gzip")
                .body(CSV, gzip(csv))
                .answer());

    assertThat(csv.length()).isGreaterThan(1024 * 1024);
    assertThat(Imports.counts(job)).containsExactly((long) rows, 0L, 0L);
  }

  @Test
  void onlyTheFirstThousandErrorsAreKeptButAllAreCounted() {
    Answer job = done(HEADER + "!,Name,1,EUR\n".repeat(1100));

    assertThat(Imports.counts(job)).containsExactly(0L, 0L, 1100L);
    assertThat(Imports.errors(job)).hasSize(1000).last().asString().startsWith("1001: sku ");
  }

  @Test
  void aHeaderThatIsNoneIsRefusedAtOnce() {
    assertThat(refused(CSV, "").fields()).containsExactly("body");
    assertThat(refused(NDJSON, "").outcome()).isEqualTo("422 validation");
    assertThat(refused(CSV, "1,2,3\n").fields()).containsExactly("1", "2", "3", "sku");
    assertThat(refused(CSV, "sku,name,unit_amount,currency,zzz\n").fields()).containsExactly("zzz");
    assertThat(refused(CSV, "sku,name,unit_amount,currency,sku\n").fields()).containsExactly("sku");
    assertThat(refused(CSV, "name,unit_amount,currency\n").fields()).containsExactly("sku");
    Answer nothing = done(HEADER);
    assertThat(Imports.counts(nothing)).containsExactly(0L, 0L, 0L);
    assertThat(nothing.json().at("/progress/total").asLong(-1)).isZero();
  }

  @Test
  void newProductsAreListedInTheOrderOfTheirRows() {
    String group = Service.newName();
    List<String> skus = List.of(group + "-c", group + "-a", group + "-b");

    done(HEADER + String.join(",x,1,EUR\n", skus) + ",x,1,EUR\n");

    assertThat(root.get(ProductFixtures.PATH + "?q=" + group).answer().each("sku")).isEqualTo(skus);
  }

  @Test
  void onlyAdministratorsImportAndOnlyWhatIsKnown() throws IOException {
    assertThat(service.post(Imports.PATH).body(CSV, HEADER).answer().outcome())
        .isEqualTo("401 unauthenticated");
    assertThat(service.person().post(Imports.PATH).body(CSV, HEADER).answer().outcome())
        .isEqualTo("403 forbidden");
    assertThat(refused("application/json", "{}").outcome()).isEqualTo("415 unsupported_media_type");
    assertThat(refused("text/csv; charset=latin1", HEADER).outcome())
        .isEqualTo("415 unsupported_media_type");
    byte[] cut = gzip(HEADER + "x".repeat(10_000));
    assertThat(
            root.post(Imports.PATH)
                .header("Content-Encoding", "gzip")
                .body(CSV, Arrays.copyOf(cut, cut.length - 10))
                .answer()
                .outcome())
        .isEqualTo("400 bad_request");
  }

  @Test
  void anImportIsRecorded() {
    Answer job = done(HEADER + Service.newName() + ",Name,1,EUR\n");

    Answer trail = root.get("/api/v1/audit?target=job:" + job.id()).answer();

    assertThat(trail.each("action")).containsExactly("product.imported");
    assertThat(trail.json().at("/items/0/detail/rows").asInt()).isEqualTo(1);
    assertThat(trail.json().at("/items/0/actor_id").asLong()).isEqualTo(root.id());
  }

  @Test
  void anUploadThatIsSentAgainIsDoneOnce() {
    String sku = Service.newName();
    String csv = HEADER + sku + ",Name,1,EUR\n";
    int before = uploads();

    Answer first = root.post(Imports.PATH).header("Idempotency-Key", sku).body(CSV, csv).answer();
    Answer again = root.post(Imports.PATH).header("Idempotency-Key", sku).body(CSV, csv).answer();
    Answer other =
        root.post(Imports.PATH).header("Idempotency-Key", sku).body(CSV, csv + csv).answer();

    Imports.ended(root, first);
    assertThat(again.expect(202).body()).isEqualTo(first.body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(other.outcome()).isEqualTo("422 idempotency_key_reused");
    assertThat(uploads()).isEqualTo(before + 1);
  }

  @Test
  void aClientThatBreaksOffLeavesNothing() throws IOException {
    int before = uploads();
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      OutputStream out = client.getOutputStream();
      out.write(
          ("POST /api/v1/products/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                  + "Content-Length: 5000000\r\nX-Request-ID: "
                  + word
                  + "\r\nAuthorization: Bearer "
                  + root.tokens().access()
                  + "\r\n\r\n"
                  + HEADER
                  + (word + ",Name,1,EUR\n").repeat(60_000))
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    assertThat(service.awaitLog("\"request_id\":\"" + word + "\"").lines())
        .filteredOn(line -> line.contains(word))
        .isNotEmpty()
        .noneMatch(line -> line.contains("\"ERROR\""));
    assertThat(uploads()).isEqualTo(before);
    assertThat(root.get(ProductFixtures.PATH + "?q=" + word).answer().each("sku")).isEmpty();
  }

  /** How many there are, begun or not. */
  private int uploads() {
    return Jdbi.create(Database.longRunning(service.database()))
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from product_import")
                    .mapTo(Integer.class)
                    .one());
  }
}
