package dev.gatehouse.products;

import static dev.gatehouse.products.Imports.CSV;
import static dev.gatehouse.products.Imports.HEADER;
import static dev.gatehouse.products.Imports.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.csv.CsvRow;
import dev.gatehouse.platform.csv.CsvRows;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailedRowsApiTest {
  private static final String ALL =
      "id,sku,name,description,unit_amount,currency,stock,is_active,created_at,updated_at,error";

  private final Service service = Service.shared();
  private final Person root = service.admin();
  private final String sku = Service.newName();

  private static String jobPath(Answer job) {
    return "/api/v1/jobs/" + job.id();
  }

  private static String path(Answer job) {
    return jobPath(job) + "/failed-rows";
  }

  private String download(Answer job) {
    return root.get(path(job)).answer().expect(200).body();
  }

  private String failedRowsOf(String type, String upload) {
    return download(Imports.done(root, type, upload));
  }

  /** The rows, the header among them, as a reader of CSV finds them. */
  private static List<List<String>> rows(String csv) {
    try {
      CsvRows reader =
          new CsvRows(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), ',', 0, 1);
      List<List<String>> rows = new ArrayList<>();
      while (reader.advance()) {
        CsvRow row = reader.row();
        assertThat(row.error()).isNull();
        rows.add(row.cells());
      }
      return rows;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Of two thousand rows, three of four without a currency of this world. */
  private static String flawed(String word) {
    return HEADER
        + IntStream.range(0, 2000)
            .mapToObj(
                i -> "%s-%d,Name %d,%d,%s\n".formatted(word, i, i, i, i % 4 == 0 ? "EUR" : "ZZZ"))
            .collect(Collectors.joining());
  }

  private static List<String> expected(String word) {
    return IntStream.range(0, 2000).filter(i -> i % 4 != 0).mapToObj(i -> word + "-" + i).toList();
  }

  @Test
  void everyFailedRowIsThereAndIsImportedOnceCorrected() {
    String word = Service.newName();
    Answer job = Imports.done(root, CSV, flawed(word));

    String failed = download(job);

    assertThat(Imports.counts(job)).containsExactly(500L, 0L, 1500L);
    assertThat(failed).startsWith("\ufeffsku,name,unit_amount,currency,error\r\n");
    List<List<String>> rows = rows(failed);
    assertThat(rows.subList(1, rows.size()).stream().map(row -> row.get(0)))
        .isEqualTo(expected(word));
    assertThat(rows.get(1))
        .containsExactly(
            word + "-1",
            "Name 1",
            "1",
            "ZZZ",
            Imports.errors(job).get(0).substring("3: ".length()));
    Answer again = Imports.done(root, CSV, failed.replace("ZZZ", "EUR"));
    assertThat(Imports.counts(again)).containsExactly(1500L, 0L, 0L);
    assertThat(rows(download(again))).hasSize(1);
  }

  /** Imports wait before their next batch until it ends. */
  private OpenTransaction holdingBatches() {
    return OpenTransaction.running(
        service.database(), "select 1 from pg_advisory_xact_lock(7235411409)");
  }

  @Test
  void anAttemptThatLosesItsLeaseLeavesNoRowTwice() {
    String word = Service.newName();
    Answer job;
    try (OpenTransaction batches = holdingBatches()) {
      job = root.post(Imports.PATH).body(CSV, flawed(word)).answer().expect(202);
      batches.awaitWaiters(1);
      TestDatabase.execute(
          service.database(),
          """
          with freed as (
            update job set state = 'scheduled', lease = null where id = %1$d returning run_at)
          update job_schedule set
            picked = false, picked_by = null, version = version + 1, execution_time = run_at
          from freed where task_instance = '%1$d'
          """
              .formatted(job.id()));
    }

    Answer ended = Imports.ended(root, job);

    assertThat(ended.number("attempts")).isEqualTo(2);
    assertThat(Imports.counts(ended)).containsExactly(500L, 0L, 1500L);
    assertThat(rows(download(ended)).stream().skip(1).map(row -> row.get(0)))
        .isEqualTo(expected(word));
  }

  @Test
  void valuesAreEscapedAsInAnExport() {
    String failed =
        failedRowsOf(
            CSV,
            "name,sku,unit_amount,currency,description\n"
                + "=1+1,%s-1,1,ZZZ,'@x\n".formatted(sku)
                + "''-2,%s-2,1,ZZZ,\"a,\"\"b\"\"\nc\"\n".formatted(sku));

    assertThat(failed)
        .contains("\r\n'=1+1,%s-1,1,ZZZ,'@x,\"currency ".formatted(sku))
        .contains("\r\n''-2,%s-2,1,ZZZ,\"a,\"\"b\"\"\nc\",\"currency ".formatted(sku));
    Imports.done(root, CSV, failed.replace("ZZZ", "EUR"));
    Answer products = root.get(ProductFixtures.PATH + "?sort=id&q=" + sku).answer();
    assertThat(products.each("name")).containsExactly("=1+1", "'-2");
    assertThat(products.each("description")).containsExactly("@x", "a,\"b\"\nc");
  }

  @Test
  void blanksAroundACellAreNotTakenForAFormula() {
    String word = Service.newName();
    String failed = failedRowsOf(CSV, HEADER + "\t" + word + ",\u00a0=Name ,1,ZZZ\n");

    assertThat(failed).contains("\r\n" + word + ",'=Name,1,ZZZ,");
    Imports.done(root, CSV, failed.replace("ZZZ", "EUR"));
    assertThat(root.get(ProductFixtures.PATH + "?q=" + word).answer().each("name"))
        .containsExactly("=Name");
  }

  @Test
  void aDryRunTellsWhichRowsWouldFail() {
    String word = Service.newName();
    Answer job =
        Imports.ended(
            root,
            root.post(Imports.PATH + "?dry_run=true&unknown=ignore&map=Artikel:sku")
                .body(CSV, "Artikel;stock;Farbe;\n" + word + ";4;rot, blau;\n")
                .answer());

    List<List<String>> rows = rows(download(job));

    assertThat(rows.get(0)).containsExactly("Artikel", "stock", "Farbe", "error");
    assertThat(rows.get(1)).startsWith(word, "4", "rot, blau").hasSize(4);
    assertThat(rows.get(1).get(3)).isEqualTo(job.json().at("/result/errors/0/message").asText());
  }

  @Test
  void aRowThatDoesNotFitTheHeaderKeepsAllItsCells() {
    byte[] upload =
        (HEADER + sku + ",Name\n" + sku + ",a,1,EUR,b,c\n" + sku + ",a~b,1,EUR\n" + sku + ",\"a")
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < upload.length; i++) {
      upload[i] = upload[i] == '~' ? (byte) 0xff : upload[i];
    }
    Answer job = Imports.ended(root, root.post(Imports.PATH).body(CSV, upload).answer());

    List<List<String>> rows = rows(download(job));

    assertThat(rows.subList(1, rows.size()))
        .satisfiesExactly(
            row ->
                assertThat(row)
                    .containsExactly(sku, "Name", "", "", "The row has 2 cells, the header 4"),
            row ->
                assertThat(row)
                    .containsExactly(sku, "a", "1", "EUR,b,c", "The row has 6 cells, the header 4"),
            row -> assertThat(row).startsWith(sku, "a\ufffdb", "1", "EUR"),
            row -> {
              assertThat(row.subList(0, 4)).containsExactly(sku, "a", "", "");
              assertThat(row.get(4)).startsWith("The row has a quote that opens on line 5");
            });
  }

  @Test
  void theReasonOfAnEarlierImportMakesRoomForTheNewOne() {
    String failed =
        failedRowsOf(CSV, "error,sku,name,unit_amount,currency\nold," + sku + ",Name,none,EUR\n");

    assertThat(rows(failed))
        .containsExactly(
            List.of("sku", "name", "unit_amount", "currency", "error"),
            List.of(
                sku,
                "Name",
                "none",
                "EUR",
                "unit_amount must be a whole number in cents: 1250 for 12.50 EUR, not 'none'"));
  }

  @Test
  void linesOfJsonHaveTheColumnsOfAProduct() {
    String good = "{\"sku\":\"%s\",\"name\":\"Name\",\"unit_amount\":1,\"currency\":\"EUR\"}\n";
    String failed =
        failedRowsOf(
            NDJSON,
            Json.object(
                    "id",
                    7,
                    "sku",
                    sku,
                    "name",
                    "=x",
                    "unit_amount",
                    "1",
                    "currency",
                    "EUR",
                    "stock",
                    3,
                    "is_active",
                    false,
                    "error",
                    "old")
                + "\n"
                + good.formatted(sku + "-good")
                + "{\"sku\":\""
                + sku
                + "\",\"name\":\"'=x\",\"description\":{\"de\":[1]},\"stock\":null}\n"
                + "[]\n{\"sku\":\"cut\r\n");

    assertThat(failed).startsWith("\ufeff" + ALL + "\r\n").contains("," + sku + ",'=x,,1,EUR,");
    List<List<String>> rows = rows(failed);
    assertThat(rows.get(1))
        .containsExactly(
            "7",
            sku,
            "'=x",
            "",
            "1",
            "EUR",
            "3",
            "false",
            "",
            "",
            "unit_amount must be a whole number in cents: 1 for 0.01 EUR, not the string '1'");
    assertThat(rows.get(2).subList(0, 10))
        .containsExactly("", sku, "''=x", "{\"de\":[1]}", "", "", "", "", "", "");
    assertThat(rows.get(3))
        .containsExactly(
            "",
            "[]",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "The line is a JSON array; put each object on a line of its own, without [ ] and"
                + " commas");
    assertThat(rows.get(4))
        .containsExactly(
            "",
            "{\"sku\":\"cut",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "The line is faulty at column 12: this is not JSON");
    assertThat(rows).hasSize(5);
    Answer again = Imports.done(root, CSV, failed);
    assertThat(Imports.counts(again)).endsWith(3L);
  }

  @Test
  void anImportWithoutFailuresHasTheHeaderAlone() {
    assertThat(failedRowsOf(CSV, HEADER))
        .isEqualTo("\ufeffsku,name,unit_amount,currency,error\r\n");
    assertThat(failedRowsOf(NDJSON, "{}\n")).startsWith("\ufeff" + ALL + "\r\n");
  }

  @Test
  void theFileIsADownloadThatNobodyKeeps() {
    Answer job = Imports.done(root, CSV, HEADER + "!,Name,1,EUR\n");

    Answer file = root.get(path(job)).answer().expect(200);
    Answer head = root.head(path(job)).answer().expect(200);

    assertThat(file.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
    assertThat(file.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"failed-rows-" + job.id() + ".csv\"")
        .isEqualTo(head.header("Content-Disposition"));
    assertThat(file.header("Cache-Control")).isEqualTo("no-store");
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Length")).isEmpty();
  }

  @Test
  void aDayAfterTheEndOfTheJobTheRowsAreGone() {
    Answer job = Imports.done(root, CSV, HEADER + "!,Name,1,EUR\n");
    String ended = "update job set finished_at = '%s' where id = " + job.id();
    Instant aDayAgo = service.clock().instant().minus(Duration.ofDays(1));

    TestDatabase.execute(service.database(), ended.formatted(aDayAgo.plusSeconds(1)));
    assertThat(rows(download(job))).hasSize(2);

    TestDatabase.execute(service.database(), ended.formatted(aDayAgo));
    assertThat(root.get(path(job)).answer().outcome()).isEqualTo("404 not_found");
    root.get("/api/v1/jobs/" + job.id()).answer().expect(200);
  }

  @Test
  void whoAskedForAnImportReadsAndCancelsItAndItsFailedRows() {
    Person ann = service.admin();
    Answer job = Imports.done(ann, CSV, HEADER + "!,Name,1,EUR\n");
    Answer ofRoot = Imports.done(root, CSV, HEADER);
    Person bob = service.person();
    root.demotes(ann).answer().expect(200);

    assertThat(rows(ann.get(path(job)).answer().expect(200).body())).hasSize(2);
    assertThat(Imports.counts(ann.get(jobPath(job)).answer().expect(200)))
        .containsExactly(0L, 0L, 1L);
    assertThat(ann.post(jobPath(job) + "/cancel").answer().outcome()).isEqualTo("409 job_state");
    assertThat(ann.post(jobPath(job) + "/retry").answer().outcome()).isEqualTo("403 forbidden");
    assertThat(ann.get("/api/v1/jobs").answer().outcome()).isEqualTo("403 forbidden");
    for (Call call :
        List.of(
            bob.get(jobPath(job)),
            bob.get(path(job)),
            bob.post(jobPath(job) + "/cancel"),
            bob.post(jobPath(job) + "/cancel").header("Idempotency-Key", "k".repeat(256)),
            ann.get(jobPath(ofRoot)),
            ann.get(path(ofRoot)),
            ann.post(jobPath(ofRoot) + "/cancel"),
            ann.get("/api/v1/jobs/9223372036854775807"),
            ann.get("/api/v1/jobs/9223372036854775807/failed-rows"))) {
      assertThat(call.answer().outcome()).isEqualTo("403 forbidden");
    }
  }

  @Test
  void whoAskedForAnImportStopsIt() {
    Person ann = service.admin();
    Answer job;
    try (OpenTransaction batches = holdingBatches()) {
      job = ann.post(Imports.PATH).body(CSV, flawed(Service.newName())).answer().expect(202);
      batches.awaitWaiters(1);
      root.demotes(ann).answer().expect(200);
      assertThat(ann.post(jobPath(job) + "/cancel").answer().expect(200).text("state"))
          .isEqualTo("running");
    }

    assertThat(Imports.ended(ann, job).text("state")).isEqualTo("cancelled");
    assertThat(root.get("/api/v1/audit?target=job:" + job.id()).answer().each("actor_id"))
        .containsOnly(Long.toString(ann.id()));
  }

  @Test
  void onlyAnImportHasFailedRowsAndNotEverybodyReadsThem() {
    Answer job = Imports.done(root, CSV, HEADER);
    long other =
        Long.parseLong(
            TestDatabase.text(
                service.database(),
                """
                insert into job (type, state, payload, created_at, run_at, finished_at)
                values ('test.done', 'succeeded', '{}', now(), now(), now()) returning id
                """));
    Person ann = service.person();

    assertThat(service.get(path(job)).answer().outcome()).isEqualTo("401 unauthenticated");
    assertThat(ann.get(path(job)).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(ann.get("/api/v1/jobs/9999999/failed-rows").answer().outcome())
        .isEqualTo("403 forbidden");
    for (String id : List.of(Long.toString(other), "9999999", "0", "x")) {
      assertThat(root.get("/api/v1/jobs/" + id + "/failed-rows").answer().outcome())
          .isEqualTo("404 not_found");
    }
    assertThat(root.get(path(job)).header("Accept", "application/json").answer().outcome())
        .isEqualTo("406 not_acceptable");
    Answer post = root.post(path(job)).json().answer();
    assertThat(post.outcome()).isEqualTo("405 method_not_allowed");
    assertThat(post.header("Allow")).contains("GET").doesNotContain("POST");
  }
}
