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
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Files as people have them: how section "Files" of the contract reads them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportedFileApiTest {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final byte[] UTF_8_BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final byte[] UTF_16LE_BOM = {(byte) 0xff, (byte) 0xfe};
  private static final byte[] UTF_16BE_BOM = {(byte) 0xfe, (byte) 0xff};

  private final Service service = Service.shared();
  private final Person root = service.admin();

  private Answer done(String csv) {
    return Imports.done(root, CSV, csv);
  }

  private Answer done(String query, String csv) {
    return Imports.ended(root, root.post(PATH + query).body(CSV, csv).answer());
  }

  private Answer done(String type, byte[] body) {
    return Imports.ended(root, root.post(PATH).body(type, body).answer());
  }

  private Answer refused(String query, String type, byte[] body) {
    return root.post(PATH + query).body(type, body).answer().expect(422);
  }

  private Answer refused(String query, String csv) {
    return refused(query, CSV, csv.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode product(String sku) {
    return root.get(ProductFixtures.PATH + "?q=" + sku)
        .answer()
        .expect(200)
        .json()
        .path("items")
        .valueStream()
        .filter(item -> item.path("sku").asText().equalsIgnoreCase(sku))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no product " + sku));
  }

  private List<String> texts(String sku) {
    JsonNode product = product(sku);
    return List.of("name", "description", "unit_amount", "currency", "stock", "is_active").stream()
        .map(name -> product.path(name).asText())
        .toList();
  }

  private static String query(String name, String value) {
    return "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(first);
    whole.writeBytes(second);
    return whole.toByteArray();
  }

  @Test
  void theContentTypesOfBrowsersAreTakenAsCsv() {
    for (String type :
        List.of(
            "application/csv",
            "application/vnd.ms-excel",
            "Application/CSV; charset=utf-8",
            "text/csv; header=present")) {
      String sku = Service.newName();
      Answer job = done(type, (HEADER + sku + ",Tüte,5,EUR\n").getBytes(StandardCharsets.UTF_8));
      assertThat(Imports.counts(job)).as(type).containsExactly(1L, 0L, 0L);
      assertThat(texts(sku)).startsWith("Tüte");
    }
  }

  @Test
  void aTextOfEachCharsetGoesIn() {
    for (String charset : List.of("utf-8", "UTF-16", "windows-1252", "iso-8859-1")) {
      String sku = Service.newName();
      Charset encoding =
          charset.equals("UTF-16") ? StandardCharsets.UTF_16BE : Charset.forName(charset);
      Answer job =
          done("text/csv; charset=" + charset, (HEADER + sku + ",Tüte,5,EUR\n").getBytes(encoding));
      assertThat(Imports.counts(job)).as(charset).containsExactly(1L, 0L, 0L);
      assertThat(texts(sku)).startsWith("Tüte");
    }
  }

  @Test
  void aByteOrderMarkWinsOverTheCharset() {
    for (String charset : List.of("utf-8", "utf-16", "windows-1252")) {
      String sku = Service.newName();
      String csv = HEADER.replace('\n', '\r') + sku + "%d,Tüte,5,EUR\r";
      String type = "text/csv; charset=" + charset;
      List<Answer> jobs =
          List.of(
              done(type, join(UTF_8_BOM, csv.formatted(1).getBytes(StandardCharsets.UTF_8))),
              done(type, join(UTF_16LE_BOM, csv.formatted(2).getBytes(StandardCharsets.UTF_16LE))),
              done(type, join(UTF_16BE_BOM, csv.formatted(3).getBytes(StandardCharsets.UTF_16BE))));
      assertThat(jobs)
          .allSatisfy(job -> assertThat(Imports.counts(job)).containsExactly(1L, 0L, 0L));
      assertThat(IntStream.rangeClosed(1, 3).mapToObj(i -> texts(sku + i).get(0)))
          .containsOnly("Tüte");
    }
  }

  @Test
  void anotherCharsetIsUnsupported() {
    for (String type :
        List.of(
            "text/csv; charset=koi8-r",
            "text/csv; charset=bogus",
            "application/csv; charset=%00",
            NDJSON + "; charset=utf-16")) {
      assertThat(root.post(PATH).body(type, HEADER).answer().outcome())
          .isEqualTo("415 unsupported_media_type");
    }
  }

  @Test
  void bytesThatAreNotOfTheCharsetFailTheirRow() {
    String sku = Service.newName();
    byte[] csv = (HEADER + sku + "1,~,1,EUR\n" + sku + "2,ü,1,EUR\n").getBytes(WINDOWS_1252);
    for (int i = 0; i < csv.length; i++) {
      csv[i] = csv[i] == '~' ? (byte) 0x81 : csv[i];
    }
    Answer job = done("text/csv; charset=windows-1252", csv);
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 1L);
    assertThat(Imports.errors(job))
        .singleElement()
        .asString()
        .startsWith("2: The row has bytes that are not windows-1252");

    Answer refused =
        refused("", CSV, "sku,name,unit_amount,currency,Größe\n".getBytes(WINDOWS_1252));
    assertThat(refused.fields()).containsExactly("body");
    assertThat(refused.text("detail")).contains("Expected", "utf-8", "seems to be windows-1252");
  }

  @Test
  void theSeparatorIsFoundFromTheHeader() {
    for (String separator : List.of(",", ";", "\t", "|")) {
      String sku = Service.newName();
      String header =
          String.join(separator, "sku", "name", "description", "unit_amount", "currency");
      String row = String.join(separator, sku, "\"a, b; c | d\"", "\"x\ty, z; u|v\"", "7", "EUR");
      for (String end : List.of("\n", "\r\n", "\r")) {
        Answer job = done(header + end + row + end);
        assertThat(Imports.counts(job).get(2)).as(separator).isZero();
      }
      assertThat(texts(sku)).startsWith("a, b; c | d", "x\ty, z; u|v", "7", "EUR");
    }
  }

  @Test
  void theSeparatorIsTheOneThatSplitsOffMostKnownNames() {
    String sku = Service.newName();
    Answer job =
        done(
            "?unknown=ignore",
            "sku;name;unit_amount;currency;a,b,c,d,e,f\n" + sku + ";a,b,c;7;EUR;x\n");
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 0L);
    assertThat(texts(sku)).startsWith("a,b,c");

    Answer mapped =
        done(query("map", "Artikel:sku,Titel:name"), "Artikel|Titel\n" + sku + "|a,b;c\n");
    assertThat(Imports.counts(mapped)).containsExactly(0L, 1L, 0L);
    assertThat(texts(sku)).startsWith("a,b;c");
  }

  @Test
  void aFirstLineSaysTheSeparator() {
    String sku = Service.newName();
    Answer job = done("\ufeffsep=;\r\nsku;name;unit_amount;currency\r\n" + sku + ";a,b;x;EUR\r\n");
    assertThat(Imports.counts(job)).containsExactly(0L, 0L, 1L);
    assertThat(Imports.errors(job)).singleElement().asString().startsWith("3: unit_amount ");

    Answer refused = refused("", "sep=;\nsku,name,unit_amount,currency\nA,b,1,EUR\n");
    assertThat(refused.text("detail"))
        .contains("separated by ';' as its sep= line says", "seem to be separated by ','");
  }

  @Test
  void headersAndCellsAreTrimmed() {
    String sku = Service.newName();
    String description = " \u00a0kept\u200b ";
    Answer job =
        done(
            "\ufeff SKU ,"
                + " \"Name\",\u00a0UNIT_Amount\u200b,currency\ufeff,Stock,Is_Active,description\n"
                + "\u00a0"
                + sku
                + " ,\u200bin side\ufeff, 1250\u00a0,EUR ,\u200d3, FALSE ,"
                + description
                + "\n");
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 0L);
    assertThat(texts(sku)).containsExactly("in side", description, "1250", "EUR", "3", "false");
  }

  @Test
  void aNamelessColumnMayBeEmptyAlone() {
    String sku = Service.newName();
    Answer job =
        done(
            "sku,name,,unit_amount,currency,\n"
                + sku
                + "1,a,,1,EUR,\n"
                + sku
                + "2,b,x,1,EUR,\n"
                + sku
                + "3,c, ,1,EUR,\u00a0\n");
    assertThat(Imports.counts(job)).containsExactly(2L, 0L, 1L);
    assertThat(Imports.errors(job))
        .containsExactly("3: The row has 'x' in column 3, which has no name in the header");
    assertThat(job.json().at("/result/errors/0/field").isNull()).isTrue();
  }

  @Test
  void blankRowsAreNoRows() {
    String sku = Service.newName();
    Answer job =
        done(
            HEADER
                + sku
                + "1,a,1,EUR\n,,,\n\n  ,\u00a0,\u200b,\ufeff\n\"\",\"\",\"\",\"\"\n,,,,,\n"
                + sku
                + "2,b,x,EUR\n,,,");
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 1L);
    assertThat(Imports.errors(job)).singleElement().asString().startsWith("8: ");
    assertThat(job.json().path("progress")).hasToString("{\"done\":2,\"total\":2,\"failed\":1}");
  }

  @Test
  void valuesAreReadAsSpreadsheetsWriteThem() {
    String sku = Service.newName();
    List<String> good = List.of("1250.0", "1.25E3", "1.25E+03", "125000E-2", "1250", "1250.000");
    List<String> bad =
        List.of("1250.5", "1,250", "12.5E0", "+5", "1250.", "0000000000000000001250");
    Answer job =
        done(
            "sku,name,unit_amount,currency,is_active\n"
                + IntStream.range(0, good.size())
                    .mapToObj(i -> sku + "g" + i + ",n," + good.get(i) + ",EUR,TRUE\n")
                    .collect(Collectors.joining())
                + IntStream.range(0, bad.size())
                    .mapToObj(i -> sku + "b" + i + ",n,\"" + bad.get(i) + "\",EUR,False\n")
                    .collect(Collectors.joining()));
    assertThat(Imports.counts(job)).containsExactly((long) good.size(), 0L, (long) bad.size());
    assertThat(IntStream.range(0, good.size()).mapToObj(i -> texts(sku + "g" + i).get(2)))
        .containsOnly("1250");
    assertThat(Imports.errors(job).get(0))
        .isEqualTo(
            "8: unit_amount must be a whole number in cents: 125050 for 1250.50 EUR, not '1250.5'");
  }

  @Test
  void pricesHaveTheDigitsOfTheirCurrency() {
    String sku = Service.newName();
    Answer job =
        done(
            "sku,name,price,currency\n"
                + sku
                + "0,n,12.50,EUR\n"
                + sku
                + "1,n,1.255,KWD\n"
                + sku
                + "2,n,1250,JPY\n"
                + sku
                + "3,n,12.50,JPY\n"
                + sku
                + "4,n,.5,EUR\n"
                + sku
                + "5,n,-1.00,EUR\n"
                + sku
                + "6,n,10000000001,EUR\n"
                + sku
                + "7,n,3.5,ZZZ\n");
    assertThat(Imports.counts(job)).containsExactly(3L, 0L, 5L);
    assertThat(IntStream.range(0, 3).mapToObj(i -> texts(sku + i).get(2)))
        .containsExactly("1250", "1255", "1250");
    assertThat(Imports.errors(job))
        .satisfiesExactly(
            error ->
                assertThat(error)
                    .isEqualTo("5: price must have no decimals in JPY, such as 1250, not '12.50'"),
            error -> assertThat(error).startsWith("6: price must be digits ").contains("12.50 EUR"),
            error -> assertThat(error).startsWith("7: price must be digits "),
            error -> assertThat(error).startsWith("8: price must be at most 10000000000.00 EUR"),
            error -> assertThat(error).startsWith("9: currency must "));
    assertThat(job.json().at("/result/errors/0/field").asText()).isEqualTo("price");
    assertThat(refused("", "sku,price,unit_amount\n").fields()).containsExactly("price");
  }

  @Test
  void theFirstMarkOfTheFileIsThatOfAllPrices() {
    String sku = Service.newName();
    String csv =
        "sku;name;price;currency\n"
            + IntStream.range(0, 6_000)
                .mapToObj(i -> sku + "-" + i + ";n;7;EUR\n")
                .collect(Collectors.joining())
            + sku
            + "a;n;1.250,00;EUR\n"
            + sku
            + "b;n;3,5;EUR\n"
            + sku
            + "c;n;3.5;EUR\n";
    Answer found = done(csv);
    Answer said = done("?decimal=.&dry_run=true", csv);
    assertThat(Imports.counts(found)).containsExactly(6_001L, 0L, 2L);
    assertThat(texts(sku + "b").get(2)).isEqualTo("350");
    assertThat(Imports.errors(found).get(0)).startsWith("6002: price must be digits ");
    assertThat(Imports.errors(found).get(1))
        .startsWith("6004: price must have ',' as its decimal mark");
    assertThat(Imports.counts(said)).containsExactly(1L, 6_000L, 2L);
    assertThat(Imports.errors(said).get(1)).startsWith("6003: price must have '.'");
  }

  @Test
  void whatAFileLacksStays() {
    String sku = Service.newName();
    ProductFixtures.adding(
            root, sku, "description", "stays", "stock", 7, "is_active", false, "currency", "KWD")
        .answer()
        .expect(201);
    List<String> before = texts(sku);

    assertThat(Imports.counts(done("stock,sku\n42," + sku.toUpperCase(Locale.ROOT) + "\n")))
        .containsExactly(0L, 1L, 0L);
    assertThat(texts(sku))
        .containsExactly(before.get(0), "stays", before.get(2), "KWD", "42", "false");
    assertThat(product(sku).path("sku").asText()).isEqualTo(sku);
    assertThat(Imports.counts(done("sku,price\n" + sku + ",1.255\n"))).containsExactly(0L, 1L, 0L);
    assertThat(texts(sku).get(2)).isEqualTo("1255");
    Answer tooMany = done("sku,price\n" + sku + ",1.2555\n");
    assertThat(Imports.errors(tooMany))
        .singleElement()
        .asString()
        .startsWith("2: price must have at most 3 decimals in KWD, such as 1.250");
    assertThat(root.get(ProductFixtures.PATH + "?q=" + sku).answer().each("sku")).hasSize(1);
  }

  @Test
  void aNewSkuNeedsWhatIsRequired() {
    String old = Service.newName();
    ProductFixtures.adding(root, old).answer().expect(201);
    String sku = Service.newName();
    for (String partial :
        List.of(
            "sku,stock\n%s,5\n",
            "sku,name,unit_amount\n%s,n,5\n",
            "sku,name,price\n%s,n,5\n",
            "sku,price,currency\n%s,5,EUR\n")) {
      String header = partial.substring(0, partial.indexOf('\n') + 1);
      String row = partial.substring(header.length());
      Answer job = done(header + row.formatted(sku) + row.formatted(old));
      assertThat(Imports.counts(job)).as(partial).containsExactly(0L, 1L, 1L);
      assertThat(Imports.errors(job).get(0))
          .startsWith("2: There is no product with this sku, and a new one needs ");
    }
    Answer lines =
        Imports.done(
            root,
            NDJSON,
            Json.object("sku", sku, "stock", 5)
                + "\n"
                + Json.object("sku", sku, "name", "n", "unit_amount", 1, "currency", "EUR")
                + "\n"
                + Json.object("sku", sku, "stock", 6)
                + "\n");
    assertThat(Imports.counts(lines)).containsExactly(1L, 1L, 1L);
    assertThat(texts(sku).get(4)).isEqualTo("6");
  }

  @Test
  void foreignColumnsArePassedOverIfAsked() {
    String sku = Service.newName();
    String csv = HEADER.replace("\n", ",Farbe,Größe cm\n") + sku + ",n,5,EUR,rot,\n,,,,x,\n";
    Answer refused = refused("", csv);
    assertThat(refused.fields()).containsExactly("Farbe", "Größe cm");
    assertThat(refused.text("detail")).contains("'Farbe'", "?unknown=ignore", "?map=");
    Answer job = done("?unknown=ignore", csv);
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 0L);
    assertThat(job.json().at("/result/ignored_columns")).hasToString("[\"Farbe\",\"Größe cm\"]");
    assertThat(refused("?unknown=perhaps", csv).fields()).containsExactly("unknown");
    Answer lines =
        Imports.ended(
            root,
            root.post(PATH + "?unknown=ignore")
                .body(NDJSON, Json.object("sku", sku, "stock", 3, "colour", "red"))
                .answer());
    assertThat(Imports.counts(lines)).containsExactly(0L, 1L, 0L);
    assertThat(lines.json().at("/result/ignored_columns")).hasToString("[\"colour\"]");
  }

  @Test
  void columnsAreRenamed() {
    String sku = Service.newName();
    String csv = "\"Preis, EUR\",Titel,a:b,\"say \"\"x\"\"\",CURRENCY\n12.50,n," + sku + ",d,EUR\n";
    Answer job =
        done(
            query("map", "\"preis, eur\":Price, TITEL :name,a:b:sku,\"say \"\"x\"\"\":description"),
            csv);
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 0L);
    assertThat(texts(sku)).startsWith("n", "d", "1250", "EUR");
    for (String map :
        List.of(
            "Titel:title",
            "Titel:name,Titel:sku",
            "Titel:name,a:b:name",
            "Nobody:name",
            "Titel",
            "Titel:name,",
            "\"Titel:name",
            ":name",
            "Titel:")) {
      assertThat(refused(query("map", map) + "&unknown=ignore", csv).fields())
          .as(map)
          .contains("map");
    }
  }

  @Test
  void aSepLineIsReadBeforeMappedNamesAndAnyLineEnd() {
    String sku = Service.newName();
    byte[] csv =
        ("sep=|\rArtikel|Titel;a,b|unit_amount|currency\r" + sku + "|x;y|7|EUR\r")
            .getBytes(StandardCharsets.UTF_16BE);
    Answer job =
        Imports.ended(
            root,
            root.post(PATH + query("map", "Artikel:sku,\"Titel;a,b\":name"))
                .body("text/csv; charset=utf-16", csv)
                .answer());
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 0L);
    assertThat(texts(sku)).startsWith("x;y", "", "7", "EUR");
  }

  @Test
  void linesThatEndInCarriageReturnsAreNumbered() {
    String sku = Service.newName();
    Answer job =
        done(
            "sku,name,description,unit_amount,currency\r"
                + sku
                + ",n,\"a\rb\",1,EUR\r\r"
                + sku
                + ",n,\"c\rd\",x,EUR\r");
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 1L);
    JsonNode error = job.json().at("/result/errors/0");
    assertThat(error.path("line").asInt()).isEqualTo(5);
    assertThat(error.path("last_line").asInt()).isEqualTo(6);
  }

  @Test
  void valuesInUnknownColumnsAloneMakeNoRow() {
    String sku = Service.newName();
    Answer job =
        done(
            "?unknown=ignore",
            "sku,name,,unit_amount,currency,Farbe\n,,x,,,\n, ,,\u00a0,,rot\n"
                + sku
                + ",n,,1,EUR,rot\n");
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 0L);
    assertThat(job.json().at("/progress/total").asInt()).isEqualTo(1);
  }

  @Test
  void aNumberHasTwentyCharactersAtMostAroundWhichBlanksDoNotCount() {
    String sku = Service.newName();
    String twenty = "0".repeat(16) + "1250";
    Answer job =
        done(
            "sku,name,unit_amount,currency,stock\n"
                + sku
                + ",n, \u00a0%s\t,EUR,%s\n".formatted(twenty, "1.0E1" + " ".repeat(30))
                + sku
                + ",n,0%s,EUR,1\n".formatted(twenty));
    assertThat(Imports.counts(job)).containsExactly(1L, 0L, 1L);
    assertThat(Imports.errors(job)).singleElement().asString().startsWith("3: unit_amount must be");
    assertThat(texts(sku)).containsSequence("1250", "EUR", "10");
  }

  @Test
  void aDecimalMarkIsAPointOrAComma() {
    for (String mark : List.of("x", "", "..", ";")) {
      assertThat(refused(query("decimal", mark), "sku,price\n").fields())
          .as(mark)
          .containsExactly("decimal");
    }
  }

  @Test
  void aMapThatMakesAFieldTwoColumnsIsRefused() {
    for (String header :
        List.of("sku,name,Titel", "sku,Titel,Name", "sku,Titel,titel", "sku,Titel,\u00a0TITEL ")) {
      Answer refused =
          refused(query("map", "Titel:name") + "&unknown=ignore", header + "\nA,b,c\n");
      assertThat(refused.fields()).as(header).containsExactly("map");
      assertThat(refused.body()).as(header).contains("name");
    }
    assertThat(refused(query("map", "Preis:price"), "sku,Preis,unit_amount\n").fields())
        .containsExactly("price");
    assertThat(refused("", "sku,name,Name\n").fields()).containsExactly("name");
  }
}
