package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProductsApiTest {
  private final Service service = Service.shared();
  private final Person ann = service.admin();

  @Test
  void aProductHasItsDefaults() {
    String sku = Service.newName();

    Answer answer = ProductFixtures.adding(ann, sku, "name", " \u200b Ünit 1 \ufeff").answer();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo(ProductFixtures.pathOf(answer));
    assertThat(answer.header("ETag")).isEqualTo("\"p-" + answer.id() + "-1\"");
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
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
    assertThat(answer.text("name")).isEqualTo("Ünit 1");
    assertThat(answer.text("description")).isEmpty();
    assertThat(answer.number("stock")).isZero();
    assertThat(answer.flag("is_active")).isTrue();
  }

  @Test
  void everyFieldAtFaultIsNamed() {
    Answer answer =
        ProductFixtures.adding(
                ann,
                "no sku",
                "name",
                "x".repeat(201),
                "description",
                "x".repeat(10_001),
                "unit_amount",
                1_000_000_000_001L,
                "currency",
                "eur",
                "stock",
                -1)
            .answer();

    assertThat(answer.outcome()).isEqualTo("422 validation");
    assertThat(answer.fields())
        .containsExactlyInAnyOrder(
            "sku", "name", "description", "unit_amount", "currency", "stock");
  }

  @Test
  void theGreatestValuesFit() {
    Answer answer =
        ProductFixtures.adding(
                ann,
                Service.newName() + "._-" + "X".repeat(40),
                "name",
                "\uD83D\uDE00".repeat(200),
                "description",
                "\uD83D\uDE00".repeat(10_000),
                "unit_amount",
                1_000_000_000_000L,
                "stock",
                Integer.MAX_VALUE)
            .answer();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.number("stock")).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void onlyAdministratorsKeepTheCatalogue() {
    Person bob = service.person();
    String path = ProductFixtures.added(ann);

    assertThat(ProductFixtures.adding(bob, "nonsense !").answer().outcome())
        .isEqualTo("403 forbidden");
    assertThat(service.post(ProductFixtures.PATH).json().answer().outcome())
        .isEqualTo("401 unauthenticated");
    assertThat(bob.put(path).json().answer().outcome()).isEqualTo("403 forbidden");
    assertThat(bob.patch(path).json().answer().outcome()).isEqualTo("403 forbidden");
    assertThat(bob.delete(path).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(bob.post(path + "/stock").json("delta", 1).answer().outcome())
        .isEqualTo("403 forbidden");
  }

  @Test
  void putSetsAbsentOptionalFieldsToTheirDefaults() {
    String sku = Service.newName();
    String path =
        ProductFixtures.added(
            ann, "sku", sku, "description", "long", "stock", 7, "is_active", false);

    Answer answer =
        ann.put(path).json("sku", sku, "name", "New", "unit_amount", 5, "currency", "JPY").answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("name")).isEqualTo("New");
    assertThat(answer.text("description")).isEmpty();
    assertThat(answer.number("stock")).isZero();
    assertThat(answer.flag("is_active")).isTrue();
    assertThat(ann.put(path).json("sku", sku).answer().fields())
        .containsExactlyInAnyOrder("name", "unit_amount", "currency");
    assertThat(
            ann.put(path)
                .json("sku", sku, "name", "N", "unit_amount", 5, "currency", "JPY", "stock", null)
                .answer()
                .fields())
        .containsExactly("stock");
  }

  @Test
  void aMergePatchLeavesWhatIsAbsentAndSetsNullToTheDefault() {
    String path = ProductFixtures.added(ann, "description", "long", "stock", 7, "is_active", false);
    service.clock().advance(Duration.ofSeconds(1));

    Answer answer =
        ann.patch(path)
            .body(
                "application/merge-patch+json",
                "{\"description\":null,\"is_active\":null,\"unit_amount\":3}")
            .answer();

    assertThat(answer.text("description")).isEmpty();
    assertThat(answer.flag("is_active")).isTrue();
    assertThat(answer.number("unit_amount")).isEqualTo(3);
    assertThat(answer.number("stock")).isEqualTo(7);
    assertThat(answer.time("updated_at")).isEqualTo(service.clock().instant());
    assertThat(ann.patch(path).json("sku", null, "name", null, "currency", null).answer().fields())
        .containsExactlyInAnyOrder("sku", "name", "currency");
  }

  @Test
  void anEmptyPatchChangesNotEvenTheTag() {
    String path = ProductFixtures.added(ann);
    Answer before = ann.get(path).answer();
    service.clock().advance(Duration.ofSeconds(1));

    Answer answer = ann.patch(path).json().answer();

    assertThat(answer.body()).isEqualTo(before.body());
    assertThat(answer.header("ETag")).isEqualTo(before.header("ETag"));
  }

  @Test
  void anInactiveProductIsThereForAdministratorsAlone() {
    Person bob = service.person();
    String path = ProductFixtures.added(ann, "is_active", false);

    assertThat(ann.get(path).answer().status()).isEqualTo(200);
    assertThat(bob.get(path).answer().outcome()).isEqualTo("404 not_found");
    assertThat(service.get(path).answer().outcome()).isEqualTo("404 not_found");
    assertThat(service.get(ProductFixtures.PATH + "?is_active=false").answer().outcome())
        .isEqualTo("401 unauthenticated");
    assertThat(bob.get(ProductFixtures.PATH + "?is_active=false").answer().outcome())
        .isEqualTo("403 forbidden");
  }

  @Test
  void theRightToSeeInactiveProductsIsCheckedBeforeTheOtherParameters() {
    String path = ProductFixtures.PATH + "?limit=0&cursor=x&is_active=";

    assertThat(service.get(path + "false").answer().outcome()).isEqualTo("401 unauthenticated");
    assertThat(ann.get(path + "false").answer().fields()).containsExactly("limit");
    assertThat(service.get(path + "no").answer().fields()).containsExactly("is_active", "limit");
  }

  @Test
  void publicProductsMayBeCachedAndRevalidated() {
    String path = ProductFixtures.added(ann);

    Answer open = service.get(path).answer();
    Answer signedIn = ann.get(path).answer();

    assertThat(open.header("Cache-Control")).isEqualTo("public, no-cache");
    assertThat(open.header("Vary")).contains("Authorization", "Origin", "Accept-Encoding");
    assertThat(signedIn.header("Cache-Control")).isEqualTo("no-store");
    Answer unchanged = service.get(path).header("If-None-Match", open.header("ETag")).answer();
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.header("Content-Length")).isEmpty();
    ann.patch(path).json("name", "Other").answer().expect(200);
    assertThat(service.get(path).header("If-None-Match", open.header("ETag")).answer().status())
        .isEqualTo(200);
  }

  @Test
  void aBadTokenIsRefusedThoughNoneIsNeeded() {
    assertThat(service.get(ProductFixtures.PATH).bearer("nonsense").answer().outcome())
        .isEqualTo("401 invalid_token");
  }

  @Test
  void aSkuIsTakenWhateverItsCaseAndFreeAgainAfterADeletion() {
    String sku = Service.newName();
    String path = ProductFixtures.added(ann, "sku", sku);
    String other = ProductFixtures.added(ann);

    assertThat(ProductFixtures.adding(ann, sku.toUpperCase(Locale.ROOT)).answer().outcome())
        .isEqualTo("409 sku_taken");
    assertThat(ann.patch(other).json("sku", sku.toUpperCase(Locale.ROOT)).answer().outcome())
        .isEqualTo("409 sku_taken");
    assertThat(ann.delete(path).answer().status()).isEqualTo(204);
    assertThat(ann.delete(path).answer().outcome()).isEqualTo("404 not_found");
    assertThat(ann.patch(other).json("sku", sku).answer().status()).isEqualTo(200);
  }

  @Test
  void aStaleOrWeakTagStopsEveryChange() {
    String path = ProductFixtures.added(ann);
    String old = ann.get(path).answer().header("ETag");
    String current =
        ann.patch(path).ifMatch(old).json("name", "Other").answer().expect(200).header("ETag");

    for (String tag : List.of(old, "W/" + current, "\"x\"")) {
      assertThat(
              List.of(
                  ann.put(path).ifMatch(tag).json(whole()).answer().outcome(),
                  ann.patch(path).ifMatch(tag).json("name", "No").answer().outcome(),
                  ann.post(path + "/stock").ifMatch(tag).json("delta", 1).answer().outcome(),
                  ann.delete(path).ifMatch(tag).answer().outcome()))
          .containsOnly("412 precondition_failed");
    }
    assertThat(ann.patch(path).ifMatch("*").json("name", "Yes").answer().status()).isEqualTo(200);
  }

  private static Object[] whole() {
    return new Object[] {
      "sku", Service.newName(), "name", "N", "unit_amount", 1, "currency", "EUR"
    };
  }
}
