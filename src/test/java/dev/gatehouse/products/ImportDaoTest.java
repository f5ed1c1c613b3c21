package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.PermanentJobException;
import dev.gatehouse.platform.csv.CsvDialect;
import dev.gatehouse.platform.csv.TextCharset;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImportDaoTest {
  private static final int ROWS = 12_000;

  private final DatabaseUrl url = TestDatabase.migrated();
  private final Database database = Database.open(url, new DatabaseConfig(null, 2, 8));
  private final ImportDao dao = database.dao(ImportDao.class);
  private final SettableClock clock = SettableClock.ofToday();
  private final FailedRows failedRows = new FailedRows(database.dao(FailedRowDao.class), clock);

  @AfterEach
  void close() {
    database.stop();
  }

  /** A run on a node that dies in its batch of a number, or is told to stop before it. */
  private final class Run implements JobContext {
    private final int diesIn;
    private final int stopsBefore;
    private int batches;
    private long done;
    private long failed;

    Run(int diesIn, int stopsBefore) {
      this.diesIn = diesIn;
      this.stopsBefore = stopsBefore;
    }

    @Override
    public long jobId() {
      return 1;
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public boolean isLastAttempt() {
      return false;
    }

    @Override
    public <R> R inTransaction(Supplier<R> work) {
      batches++;
      return database
          .transactions()
          .inTransaction(
              () -> {
                R result = work.get();
                if (batches == diesIn) {
                  throw new IllegalStateException("dies");
                }
                return result;
              });
    }

    @Override
    public void run(Runnable work) {
      inTransaction(
          () -> {
            work.run();
            return true;
          });
    }

    @Override
    public void progress(long done, @Nullable Long total, long failed) {
      this.done = done;
      this.failed = failed;
    }

    @Override
    public boolean isCancelRequested() {
      return batches + 1 == stopsBefore;
    }
  }

  private Run wholeRun() {
    return new Run(0, 0);
  }

  private long upload(TransferFormat format, String text) throws IOException {
    long id = dao.insert(format, clock.instant());
    new UploadChunks(dao, id)
        .storing(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .transferTo(OutputStream.nullOutputStream());
    failedRows.begin(id, new FailedRowColumns(List.of("sku")));
    return id;
  }

  private ImportResult run(long id, Run run) throws Exception {
    return run(new ImportOrder(id, null, null), run);
  }

  private ImportResult run(ImportOrder order, Run run) throws Exception {
    return new ProductImport(
            dao,
            failedRows,
            database.dao(ProductBatchDao.class),
            database.dao(DryRunDao.class),
            database,
            clock)
        .run(order, run);
  }

  private long count(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** Every tenth row is bad, and every hundredth names the sku of another one again. */
  private static String csv() {
    return "sku,name,unit_amount,currency,description\r\n"
        + IntStream.range(0, ROWS)
            .mapToObj(
                i ->
                    "S%d,\"Name\n%d\",%s,EUR,%s\r\n"
                        .formatted(
                            i % 100 == 99 ? i - 1 : i, i, i % 10 == 0 ? "x" : i, "d".repeat(60)))
            .collect(Collectors.joining());
  }

  @Test
  void anImportThatDiesGoesOnBehindItsLastBatchAndDoesNoRowTwice() throws Exception {
    String csv = csv().replace("\"Name\n", "\"Name ");
    long id = upload(TransferFormat.CSV, csv);
    Run first = new Run(2, 0);
    assertThatThrownBy(() -> run(id, first)).hasMessage("dies");
    long landed = count("select count(*) from product");
    Run second = new Run(2, 0);
    assertThatThrownBy(() -> run(id, second)).hasMessage("dies");

    Run last = wholeRun();
    ImportResult result = run(id, last);

    assertThat(landed).isEqualTo(4_450);
    assertThat(result.created()).isEqualTo(count("select count(*) from product")).isEqualTo(10_680);
    assertThat(result.updated()).isEqualTo(120);
    assertThat(result.failed()).isEqualTo(1_200);
    assertThat(List.of(last.done, last.failed)).containsExactly((long) ROWS, 1_200L);
    assertThat(count("select max(version) from product")).isEqualTo(1);
    assertThat(result.errors()).hasSize(1000);
    assertThat(result.errors().get(0))
        .isEqualTo(
            new RowError(
                2,
                2,
                "S0",
                "unit_amount",
                "unit_amount must be a whole number in cents: 1250 for 12.50 EUR, not 'x'"));
    assertThat(result.errors().get(999).line()).isEqualTo(9_992);
    assertThat(failedSkus(id))
        .isEqualTo(IntStream.range(0, ROWS / 10).mapToObj(i -> "S" + i * 10).toList());
  }

  private List<String> failedSkus(long id) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    failedRows.write(id, file);
    return file.toString(StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')))
        .toList();
  }

  @Test
  void aDownloadWhoseRowsAreDeletedMeanwhileDoesNotLookComplete() throws Exception {
    long id = upload(TransferFormat.CSV, csv());
    run(id, wholeRun());
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int b) {
            dao.delete(id);
          }
        };

    assertThatThrownBy(() -> failedRows.write(id, slow))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("deleted");
    assertThat(count("select count(*) from product_import_failed_rows")).isZero();
  }

  @Test
  void longFailedRowsMakeSmallBatchesToo() throws Exception {
    String name = "n".repeat(10_000);
    long id =
        upload(
            TransferFormat.CSV,
            "sku,name,unit_amount,currency\n" + ("!," + name + ",1,EUR\n").repeat(250));
    Run run = wholeRun();

    assertThat(run(id, run).failed()).isEqualTo(250);
    assertThat(run.batches).isEqualTo(3 + 1);
    assertThat(failedSkus(id)).hasSize(250);
  }

  @Test
  void whatWasFoundAtTheUploadHoldsBehindARestart() throws Exception {
    String csv =
        "sep=;\n"
            + "Artikel;price;name;currency\n"
            + IntStream.range(0, ROWS)
                .mapToObj(i -> "P%d;%d,%s;a,b;EUR\n".formatted(i, i, i % 10 == 0 ? "x" : "5"))
                .collect(Collectors.joining());
    ImportOptions options = new ImportOptions(false, false, Map.of("artikel", "sku"), null);
    ImportOrder order =
        new ImportOrder(
            upload(TransferFormat.CSV, csv),
            options,
            ImportForm.of(TextCharset.UTF_8, new CsvDialect(';', 6, 2), ','));
    assertThatThrownBy(() -> run(order, new Run(2, 0))).hasMessage("dies");

    ImportResult result = run(order, wholeRun());

    assertThat(List.of(result.created(), result.failed())).containsExactly(10_800L, 1_200L);
    assertThat(result.errors().get(0).line()).isEqualTo(3);
    assertThat(result.errors().get(999).line()).isEqualTo(9_993);
    assertThat(count("select sum(unit_amount % 100) from product")).isEqualTo(10_800 * 50);
  }

  @Test
  void foreignPropertiesAreListedBehindARestart() throws Exception {
    String line =
        "{\"sku\":\"J%d\",\"name\":\"n\",\"unit_amount\":1,\"currency\":\"EUR\",\"%s\":1}\n";
    String lines =
        IntStream.range(0, ROWS)
            .mapToObj(i -> line.formatted(i, i < 100 ? "early" : i < ROWS - 100 ? "id" : "late"))
            .collect(Collectors.joining());
    ImportOptions options = new ImportOptions(false, true, Map.of(), null);
    ImportOrder order = new ImportOrder(upload(TransferFormat.NDJSON, lines), options, null);
    run(order, new Run(0, 2));

    ImportResult result = run(order, wholeRun());

    assertThat(result.ignoredColumns()).containsExactly("early", "late");
    assertThat(result.created()).isEqualTo(ROWS);
  }

  /** Foreign cells are kept until their batch is written, for the case that it fails. */
  @Test
  void longForeignCellsMakeSmallBatches() throws Exception {
    String foreign = "f".repeat(100_000);
    String csv =
        "sku,name,unit_amount,currency,foreign\n"
            + IntStream.range(0, 30)
                .mapToObj(i -> "F" + i + ",n,1,EUR," + foreign + "\n")
                .collect(Collectors.joining());
    ImportOptions options = new ImportOptions(false, true, Map.of(), null);
    Run run = wholeRun();

    assertThat(run(new ImportOrder(upload(TransferFormat.CSV, csv), options, null), run).created())
        .isEqualTo(30);
    assertThat(run.batches).isEqualTo(3 + 1);
  }

  @Test
  void aDryRunCountsOnBehindARestartAndLeavesNothing() throws Exception {
    ImportOptions options = new ImportOptions(true, false, Map.of(), null);
    ImportOrder order =
        new ImportOrder(
            upload(TransferFormat.CSV, csv().replace("\"Name\n", "\"Name ")), options, null);
    assertThatThrownBy(() -> run(order, new Run(2, 0))).hasMessage("dies");

    ImportResult result = run(order, wholeRun());

    assertThat(List.of(result.created(), result.updated(), result.failed()))
        .containsExactly(10_680L, 120L, 1_200L);
    assertThat(count("select count(*) from product")).isZero();
    assertThat(count("select count(*) from product_import_dry_run")).isZero();
  }

  @Test
  void aRowWhoseProductGivesItsSkuUpMeanwhileIsANewProduct() throws Exception {
    String header = "sku,name,unit_amount,currency\n";
    run(upload(TransferFormat.CSV, header + "OLD,First,1,EUR\n"), wholeRun());
    long id = upload(TransferFormat.CSV, header + "OLD,Second,2,EUR\n");
    ImportResult result;

    try (OpenTransaction open =
        OpenTransaction.running(url, "update product set sku = 'NEW', sku_key = 'new'")) {
      CompletableFuture<ImportResult> landed =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return run(id, wholeRun());
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      open.awaitWaiters(1);
      open.commit();
      result = landed.join();
    }

    assertThat(List.of(result.created(), result.updated())).containsExactly(1L, 0L);
    assertThat(TestDatabase.texts(url, "select sku || ' ' || name from product order by id"))
        .containsExactly("NEW First", "OLD Second");
  }

  @Test
  void linesAreCountedOnBehindARestart() throws Exception {
    long id = upload(TransferFormat.CSV, csv());
    assertThatThrownBy(() -> run(id, new Run(2, 0))).hasMessage("dies");

    ImportResult result = run(id, wholeRun());

    assertThat(result.created()).isZero();
    assertThat(result.failed()).isEqualTo(ROWS);
    assertThat(result.errors()).extracting(RowError::line).startsWith(2L, 4L, 6L).endsWith(2_000L);
  }

  @Test
  void anImportThatIsStoppedTellsWhatItDidAndCanGoOn() throws Exception {
    String lines =
        IntStream.range(0, ROWS)
            .mapToObj(
                i ->
                    "{\"sku\":\"J%d\",\"name\":\"n\",\"unit_amount\":1,\"currency\":\"EUR\"}\n"
                        .formatted(i))
            .collect(Collectors.joining());
    long id = upload(TransferFormat.NDJSON, lines);

    ImportResult part = run(id, new Run(0, 2));
    long kept = count("select count(*) from product_import_chunk");
    ImportResult whole = run(id, wholeRun());

    assertThat(part.created()).isEqualTo(5_000);
    assertThat(kept).isPositive();
    assertThat(whole).isEqualTo(new ImportResult(ROWS, 0, 0, List.of(), List.of(), List.of()));
    assertThat(count("select count(*) from product_import_chunk")).isZero();
  }

  @Test
  void anUploadIsReadFromAnyPositionAsItCameIn() throws Exception {
    String text = csv();
    long id = upload(TransferFormat.CSV, text);

    for (int position :
        List.of(0, 1, 524_287, 524_288, 524_289, text.length() - 1, text.length())) {
      assertThat(new UploadChunks(dao, id).from(position).readAllBytes())
          .isEqualTo(text.substring(position).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(count("select count(*) from product_import_chunk")).isGreaterThan(1);
    assertThat(count("select sum(length(bytes)) from product_import_chunk"))
        .isLessThan(text.length() / 2);
  }

  @Test
  void longRowsMakeSmallBatches() throws Exception {
    String description = "d".repeat(10_000);
    long id =
        upload(
            TransferFormat.CSV,
            "sku,name,unit_amount,currency,description\n"
                + IntStream.range(0, 250)
                    .mapToObj(i -> "L" + i + ",n,1,EUR," + description + "\n")
                    .collect(Collectors.joining()));
    Run run = wholeRun();

    assertThat(run(id, run).created()).isEqualTo(250);
    assertThat(run.batches).isEqualTo(3 + 1);
  }

  @Test
  void anImportWithoutItsUploadIsGivenUp() {
    assertThatThrownBy(() -> run(4711, wholeRun())).isInstanceOf(PermanentJobException.class);
  }

  @Test
  void anUploadWhoseJobWasSweptIsSwept() throws Exception {
    long orphan = upload(TransferFormat.CSV, csv());

    assertThat(database.transactions().inTransaction(dao::deleteOrphans)).isEqualTo(1);
    assertThat(dao.find(orphan)).isEmpty();
    assertThat(count("select count(*) from product_import_chunk")).isZero();
  }

  @Test
  void anUploadIsKeptForADayBehindTheEndOfItsJob() throws Exception {
    long id = upload(TransferFormat.CSV, csv());
    Instant ended = clock.instant();
    execute(
        """
        with ended as (
          insert into job (type, state, payload, created_at, run_at, finished_at)
          values ('product.import', 'failed', '{}', now(), now(), '%s') returning id)
        update product_import set job_id = ended.id from ended
        """
            .formatted(ended));

    assertThat(sweep(ended.minusSeconds(1))).isZero();
    execute("update job set state = 'scheduled', finished_at = null");
    assertThat(sweep(ended)).isZero();
    execute("update job set state = 'cancelled', finished_at = '%s'".formatted(ended));
    assertThat(sweep(ended)).isEqualTo(1);

    assertThat(dao.find(id)).isEmpty();
    assertThat(count("select count(*) from product_import_chunk")).isZero();
    assertThat(count("select count(*) from job")).isEqualTo(1);
    assertThatThrownBy(() -> run(id, wholeRun()))
        .isInstanceOf(PermanentJobException.class)
        .hasMessage("The upload no longer exists");
  }

  private int sweep(Instant before) {
    return database.transactions().inTransaction(() -> dao.deleteEnded(before));
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
