package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class ProductListApiTest {
  private final Service service = Service.shared();
  private final Person ann = service.admin();
  private final String word = Service.newName();

  @Test
  void filtersHoldTogether() {
    add("a", "currency", "EUR", "unit_amount", 100, "stock", 1);
    add("b", "currency", "EUR", "unit_amount", 200, "stock", 0);
    add("c", "currency", "JPY", "unit_amount", 200, "stock", 3);
    add("d", "currency", "EUR", "unit_amount", 300, "stock", 9, "is_active", false);

    assertThat(skus("")).containsExactly("a", "b", "c");
    assertThat(skus("&currency=EUR")).containsExactly("a", "b");
    assertThat(skus("&min_unit_amount=200")).containsExactly("b", "c");
    assertThat(skus("&min_unit_amount=100&max_unit_amount=199")).containsExactly("a");
    assertThat(skus("&in_stock=true")).containsExactly("a", "c");
    assertThat(skus("&in_stock=false")).containsExactly("b");
    assertThat(skus("&currency=EUR&min_unit_amount=200&in_stock=true")).isEmpty();
    assertThat(skus("&is_active=true")).containsExactly("a", "b", "c");
    assertThat(namesOf(ann.get(ProductFixtures.PATH + "?q=" + word).answer()))
        .containsExactly("a", "b", "c", "d");
    assertThat(namesOf(ann.get(ProductFixtures.PATH + "?is_active=false&q=" + word).answer()))
        .containsExactly("d");
  }

  @Test
  void aListIsSortedByEachOfItsFieldsInBothDirections() {
    add("a", "name", "zebra", "unit_amount", 2);
    add("b", "name", "Zebra", "unit_amount", 3);
    add("c", "name", "Äbra", "unit_amount", 1);

    assertThat(skus("&sort=id")).containsExactly("a", "b", "c");
    assertThat(skus("&sort=-id")).containsExactly("c", "b", "a");
    assertThat(skus("&sort=created_at")).containsExactly("a", "b", "c");
    assertThat(skus("&sort=name")).containsExactly("b", "a", "c");
    assertThat(skus("&sort=-name")).containsExactly("c", "a", "b");
    assertThat(skus("&sort=unit_amount")).containsExactly("c", "a", "b");
    assertThat(skus("&sort=-unit_amount")).containsExactly("b", "a", "c");
  }

  @Test
  void hitsInSkuOrNameComeBeforeThoseInTheDescription() {
    String other = Service.newName();
    add("a", "description", "about " + other);
    add("b", "name", "the " + other.toUpperCase(Locale.ROOT));
    add("c", "description", other);
    ProductFixtures.added(ann, "sku", other + "-d");

    String query = ProductFixtures.PATH + "?q=" + other;

    assertThat(namesOf(service.get(query).answer())).containsExactly("b", "d", "a", "c");
    assertThat(namesOf(service.get(query + "&sort=id").answer()))
        .containsExactly("a", "b", "c", "d");
    assertThat(walk(query + "&limit=1", page -> {})).containsExactly("b", "d", "a", "c");
  }

  @Test
  void belowThreeCharactersBeginningsOfWordsAreFound() {
    add("a", "name", "x Žluťoučký kůň");
    add("b", "name", "xŽluť", "description", "Žluť");

    assertThat(lastFound("žl")).contains("a").doesNotContain("b");
    assertThat(lastFound("Ž")).contains("a").doesNotContain("b");
    assertThat(lastFound("zl")).contains("a").doesNotContain("b");
    assertThat(lastFound("u\u030a")).doesNotContain("a");
  }

  @Test
  void accentsMakeNoDifferenceInTheQueryNorInTheProduct() {
    add("a", "name", word + "Tüte");
    add("b", "name", word + "Tu\u0308te");
    add("c", "name", word + "tute");
    add("d", "description", "in " + word + "tÜTE");
    add("e", "name", word + "søt");

    for (String text : List.of("tute", "TÜTE", "tüte", "tu\u0308te", "TU\u0308TE")) {
      assertThat(found(word + text)).as(text).containsExactly("a", "b", "c", "d");
    }
    assertThat(found(word + "sot")).isEmpty();
    assertThat(found(word + "SØT")).containsExactly("e");
  }

  @Test
  void theCharactersOfAQueryAreCountedWithoutItsMarks() {
    add("a", "name", "\u0178" + word);

    assertThat(found(word + "\u0301".repeat(150))).containsExactly("a");
    assertThat(found("\u0301" + word.charAt(0) + "\u0301" + word.substring(1)))
        .containsExactly("a");
    assertThat(lastFound("y\u0308\u0301\u0301")).contains("a");
    assertThat(found("a".repeat(100))).isEmpty();
    for (String wrong : List.of("a".repeat(101), "\u0301\u0308", "\u00fc".repeat(101), "")) {
      Answer answer = service.get(ProductFixtures.PATH + "?q=" + encode(wrong)).answer();
      assertThat(answer.outcome()).as(wrong).isEqualTo("422 validation");
      assertThat(answer.fields()).containsExactly("q");
    }
  }

  @Test
  void importedAndEditedProductsAreFoundWithoutAccents() {
    String path = add("a");
    String file = "sku,name,description,unit_amount,currency\n%s-b,%sKäse,%sbrûlée – ß,1,EUR\n";
    assertThat(Imports.counts(Imports.done(ann, Imports.CSV, file.formatted(word, word, word))))
        .containsExactly(1L, 0L, 0L);
    ann.patch(path).json("name", word + "Äpfel").answer().expect(200);

    assertThat(found(word + "kase")).containsExactly("b");
    assertThat(found(word + "brulee")).containsExactly("b");
    assertThat(found(word + "apfel")).containsExactly("a");

    Imports.done(ann, Imports.CSV, "sku,description\n%s-b,%scrème ß\n".formatted(word, word));

    assertThat(found(word + "creme")).containsExactly("b");
    assertThat(
            TestDatabase.text(
                service.database(),
                "select count(*) from product where sku like '"
                    + word
                    + "%' and search_description like '%ß' || chr(917999)"))
        .isEqualTo("1");
  }

  @Test
  void anySkuIsFoundInAnyCaseAndWhatCanBeNoneIsNotFound() {
    add("a.b_1");
    add("a.b_12");
    add("k1");

    for (String sku : List.of(word + "-a.b_1", (word + "-A.B_1").toUpperCase(Locale.ROOT))) {
      assertThat(namesOf(list("sku=" + sku))).containsExactly("a.b_1");
    }
    assertThat(namesOf(list("sku=" + word + "-a.b_1&q=" + word))).containsExactly("a.b_1");
    assertThat(namesOf(list("sku=" + word + "-a.b_1&currency=JPY&sort=name"))).isEmpty();
    for (String none :
        List.of(
            "",
            word,
            word + "-axb_1",
            encode(word + "-a.b_1 "),
            encode(word + "-a.b_1\n"),
            encode(word + "-\u212a1"),
            "a".repeat(65),
            "a".repeat(4000))) {
      assertThat(list("sku=" + none).each("sku")).as(none).isEmpty();
      assertThat(list("sort=-name&sku=" + none).each("sku")).as(none).isEmpty();
    }
  }

  @Test
  void severalIdsAreReadAtOnceAndUnknownOnesAreAbsent() {
    String a = idOf(add("a"));
    String b = idOf(add("b", "currency", "JPY"));
    String hidden = idOf(add("hidden", "is_active", false));
    String ids = b + "," + a + "," + hidden + "," + a + "," + Long.MAX_VALUE;

    assertThat(namesOf(list("id=" + ids))).containsExactly("a", "b");
    assertThat(namesOf(list("id=" + ids.replace(",", "%2C")))).containsExactly("a", "b");
    assertThat(namesOf(list("sort=-name&id=" + ids))).containsExactly("b", "a");
    assertThat(namesOf(list("id=" + ids + "&currency=JPY"))).containsExactly("b");
    assertThat(namesOf(list("id=" + ids + "&q=" + word + "-a"))).containsExactly("a");
    assertThat(namesOf(list("id=" + ids + "&sku=" + word + "-B"))).containsExactly("b");
    assertThat(namesOf(ann.get(ProductFixtures.PATH + "?id=" + ids).answer()))
        .containsExactly("a", "b", "hidden");
    assertThat(walk(ProductFixtures.PATH + "?limit=1&id=" + ids, page -> {}))
        .containsExactly("a", "b");
  }

  @Test
  void aHundredIdsAreTakenAndNoMoreNorWhatIsNoId() {
    String hundred = String.join(",", Collections.nCopies(100, Long.toString(Long.MAX_VALUE)));

    assertThat(list("id=" + hundred).each("sku")).isEmpty();
    for (String wrong :
        List.of(
            hundred + ",1",
            "",
            ",",
            "1,",
            "1,,2",
            "0",
            "-1",
            "%2B1",
            "01",
            "1.0",
            "1,%202",
            "1;2",
            "x",
            "%D9%A1",
            "9223372036854775808",
            "1&id=2")) {
      Answer answer = service.get(ProductFixtures.PATH + "?id=" + wrong).answer();
      assertThat(answer.outcome()).as(wrong).isEqualTo("422 validation");
      assertThat(answer.fields()).containsExactly("id");
    }
    assertThat(service.get(ProductFixtures.PATH + "?sku=a&sku=a").answer().fields())
        .containsExactly("sku");
  }

  private Answer list(String query) {
    return service.get(ProductFixtures.PATH + "?" + query).answer().expect(200);
  }

  private static String idOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private List<String> lastFound(String text) {
    return namesOf(
        service
            .get(ProductFixtures.PATH + "?limit=100&sort=-id&q=" + encode(text))
            .answer()
            .expect(200));
  }

  @Test
  void wildcardsOfLikeAreTakenLiterally() {
    add("a", "name", "100% " + word);
    add("b", "name", "100x " + word + " a_b c\\d");

    assertThat(found("100% " + word)).containsExactly("a");
    assertThat(found("a_b c\\d")).contains("b");
    assertThat(found("a%b c")).isEmpty();
    assertThat(found("a_b_c")).isEmpty();
  }

  private List<String> found(String text) {
    return namesOf(service.get(ProductFixtures.PATH + "?q=" + encode(text)).answer().expect(200));
  }

  @Test
  void aWalkMeetsEveryRowThatStaysOnceWhateverComesAndGoes() {
    for (String sort : List.of("id", "-id", "name", "-unit_amount", "created_at")) {
      String group = Service.newName();
      List<String> paths = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        paths.add(addTo(group, "s" + i, "unit_amount", i / 3, "name", group + " " + i / 2));
      }

      List<String> walked =
          walk(
              ProductFixtures.PATH + "?limit=2&sort=" + sort + "&q=" + group,
              page -> {
                addTo(group, "new" + page, "unit_amount", 1, "name", group + " 1");
                if (page == 1) {
                  ann.delete(paths.get(0)).answer().expect(204);
                  ann.delete(paths.get(9)).answer().expect(204);
                }
              });

      assertThat(walked)
          .as(sort)
          .doesNotHaveDuplicates()
          .contains("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8");
    }
  }

  @Test
  void theLimitMayChangeFromPageToPage() {
    for (String name : List.of("a", "b", "c", "d")) {
      add(name);
    }
    String query = ProductFixtures.PATH + "?q=" + word;
    Answer first = service.get(query + "&limit=1").answer();

    Answer rest = service.get(query + "&limit=100&cursor=" + first.text("next_cursor")).answer();

    assertThat(namesOf(first)).containsExactly("a");
    assertThat(namesOf(rest)).containsExactly("b", "c", "d");
    assertThat(rest.json().path("next_cursor").isNull()).isTrue();
    assertThat(rest.header("Link")).isEmpty();
  }

  @Test
  void aCursorShowsNothingAndIsGoodForItsOwnListAlone() {
    add("a");
    add("b");
    String query = ProductFixtures.PATH + "?q=" + word + "&sort=name&limit=1";
    String cursor = service.get(query).answer().text("next_cursor");
    String changed = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);

    assertThat(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1))
        .doesNotContain(word);
    assertThat(service.get(query + "&cursor=" + cursor).answer().status()).isEqualTo(200);
    for (String wrong :
        List.of(
            query + "&cursor=" + changed,
            query + "&currency=EUR&cursor=" + cursor,
            query.replace("=name", "=-name") + "&cursor=" + cursor,
            query + "&sku=" + word + "&cursor=" + cursor,
            query + "&id=1&cursor=" + cursor,
            ProductFixtures.PATH + "?sort=name&cursor=" + cursor)) {
      Answer answer = service.get(wrong).answer();
      assertThat(answer.outcome()).as(wrong).isEqualTo("422 validation");
      assertThat(answer.fields()).containsExactly("cursor");
    }
    assertThat(ann.get("/api/v1/users?sort=email&cursor=" + cursor).answer().fields())
        .containsExactly("cursor");
  }

  @Test
  void anUnchangedListIsNotModified() {
    String path = add("a");
    String query = ProductFixtures.PATH + "?q=" + word;
    String tag = service.get(query).answer().header("ETag");

    assertThat(service.get(query).header("If-None-Match", tag).answer().status()).isEqualTo(304);
    ann.patch(path).json("stock", 3).answer().expect(200);
    assertThat(service.get(query).header("If-None-Match", tag).answer().status()).isEqualTo(200);
  }

  private String add(String name, Object... members) {
    return addTo(word, name, members);
  }

  /** Makes a product of a group, whose sku tells its name in the group; its path. */
  private String addTo(String group, String name, Object... members) {
    return ProductFixtures.pathOf(
        ProductFixtures.adding(ann, group + "-" + name, members).answer().expect(201));
  }

  private List<String> skus(String parameters) {
    return namesOf(
        service.get(ProductFixtures.PATH + "?q=" + word + parameters).answer().expect(200));
  }

  private static List<String> namesOf(Answer list) {
    return list.each("sku").stream().map(sku -> sku.substring(sku.indexOf('-') + 1)).toList();
  }

  /** Follows the links to the last page, with something in between that is told the page. */
  private List<String> walk(String query, IntConsumer between) {
    List<String> names = new ArrayList<>();
    String next = query;
    for (int page = 1; page <= 50; page++) {
      Answer answer = service.get(next).answer().expect(200);
      names.addAll(namesOf(answer));
      String link = answer.header("Link");
      if (link.isEmpty()) {
        return names;
      }
      assertThat(link).endsWith(">; rel=\"next\"");
      next = link.substring(1, link.indexOf('>'));
      if (page <= 8) {
        between.accept(page);
      }
    }
    throw new AssertionError("a walk without end: " + names);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
