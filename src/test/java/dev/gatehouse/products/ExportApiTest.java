package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportApiTest {
  private static final String PATH = ProductFixtures.PATH + "/export";
  private static final List<String> ODD =
      List.of(
          "=1+1", "+1", "@x", "-2", "'=x", "'", "''", "'''", "'plain", "a,b", "say \"hi\"", "é😀");

  private final Service service = Service.start();
  private final Person root = service.admin();

  @AfterAll
  void stop() {
    service.close();
  }

  private String export(String format) {
    return root.get(PATH + "?format=" + format).answer().expect(200).body();
  }

  private List<String> products() {
    return root.get(ProductFixtures.PATH + "?limit=100&sort=id")
        .answer()
        .json()
        .path("items")
        .valueStream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void everyExportGoesInAgainUnchanged() {
    ProductFixtures.adding(
            root, "-1", "name", "'=x", "description", "two\r\nlines", "is_active", false)
        .answer()
        .expect(201);
    for (String text : ODD) {
      ProductFixtures.adding(
              root, "." + Service.newName(), "name", text, "description", text + "\n" + text)
          .answer()
          .expect(201);
    }
    List<String> before = products();
    String csv = export("csv");
    String json = export("ndjson");

    List<Answer> jobs =
        List.of(Imports.done(root, Imports.CSV, csv), Imports.done(root, Imports.NDJSON, json));

    assertThat(jobs)
        .allSatisfy(
            job -> assertThat(Imports.counts(job)).containsExactly(0L, (long) before.size(), 0L));
    assertThat(products()).isEqualTo(before);
    assertThat(csv).contains(",'-1,''=x,\"two\r\nlines\",100,EUR,0,false,".substring(1));
  }

  @Test
  void headTellsNoLength() {
    Answer head = root.head(PATH).answer().expect(200);
    Answer packed = root.head(PATH).header("Accept-Encoding", "gzip").answer().expect(200);

    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Length")).isEmpty();
    assertThat(packed.header("Content-Length")).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
    assertThat(head.header("Content-Disposition")).contains("products.csv");
  }

  @Test
  void anExportBringsBackWhatWasLost() {
    String sku = Service.newName();
    String path =
        ProductFixtures.pathOf(
            ProductFixtures.adding(root, sku, "name", "-Lost", "stock", 4).answer().expect(201));
    String csv = export("csv");
    root.delete(path).answer().expect(204);

    Answer job = Imports.done(root, Imports.CSV, csv);

    assertThat(Imports.counts(job).get(0)).isEqualTo(1);
    Answer found = root.get(ProductFixtures.PATH + "?q=" + sku).answer();
    assertThat(found.each("name")).containsExactly("-Lost");
    assertThat(found.each("stock")).containsExactly("4");
  }

  @Test
  void anExportIsLongerThanOneReadAndInTheOrderOfIds() {
    int many = ProductExport.BATCH + 20;
    String word = Service.newName();
    Imports.done(
        root,
        Imports.CSV,
        Imports.HEADER
            + IntStream.range(0, many)
                .mapToObj(i -> word + "-" + i + ",Name,1,EUR\n")
                .collect(Collectors.joining()));

    List<Long> ids =
        export("csv")
            .lines()
            .filter(line -> line.contains("," + word))
            .map(line -> Long.valueOf(line.substring(0, line.indexOf(','))))
            .toList();

    assertThat(ids).hasSize(many).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void anExportIsAFileThatNobodyKeeps() {
    Answer csv = root.get(PATH).answer().expect(200);
    Answer json = root.get(PATH + "?format=ndjson").answer().expect(200);

    assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
    assertThat(csv.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"products.csv\"");
    assertThat(csv.header("Cache-Control")).isEqualTo("no-store");
    assertThat(csv.body())
        .startsWith(
            "\ufeffid,sku,name,description,unit_amount,currency,stock,is_active,created_at,updated_at\r\n");
    assertThat(json.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(json.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"products.ndjson\"");
  }

  @Test
  void aCsvBeginsWithAByteOrderMarkUnlessToldOtherwise() {
    assertThat(root.get(PATH + "?bom=true").answer().expect(200).body()).startsWith("\ufeffid,");
    assertThat(root.get(PATH + "?bom=false").answer().expect(200).body()).startsWith("id,sku,");
    assertThat(root.get(PATH + "?format=ndjson&bom=true").answer().expect(200).body())
        .doesNotContain("\ufeff");
    assertThat(root.get(PATH + "?bom=maybe").answer().fields()).containsExactly("bom");
    Answer again =
        Imports.done(root, Imports.CSV, root.get(PATH + "?bom=false").answer().expect(200).body());
    assertThat(Imports.counts(again).get(2)).isZero();
  }

  @Test
  void onlyAdministratorsExportAndOnlyWhatIsKnown() {
    assertThat(service.get(PATH).answer().outcome()).isEqualTo("401 unauthenticated");
    assertThat(service.person().get(PATH).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(root.get(PATH + "?format=xml").answer().fields()).containsExactly("format");
    assertThat(root.get(PATH).header("Accept", "application/json").answer().outcome())
        .isEqualTo("406 not_acceptable");
    assertThat(root.get(PATH + "?format=ndjson").header("Accept", "text/csv").answer().outcome())
        .isEqualTo("406 not_acceptable");
    assertThat(root.post(PATH).json().answer().status()).isEqualTo(405);
  }

  @Test
  void theHeadOfAnExportIsThatOfTheExport() {
    Answer head = root.head(PATH + "?format=ndjson").answer().expect(200);

    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(root.head(PATH + "?format=xml").answer().status()).isEqualTo(422);
  }
}
