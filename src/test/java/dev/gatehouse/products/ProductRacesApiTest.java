package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProductRacesApiTest {
  private final Service service = Service.shared();
  private final Person ann = service.admin();

  @Test
  void ofFiftyProductsWithOneSkuInAnyCaseOneIsMade() {
    String sku = Service.newName();

    List<Answer> answers =
        service.atOnce(
            50, n -> ProductFixtures.adding(ann, n % 2 == 0 ? sku : sku.toUpperCase(Locale.ROOT)));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("201");
    assertThat(answers).extracting(Answer::outcome).containsOnly("201", "409 sku_taken");
  }

  @Test
  void ofFiftyProductsThatAreGivenOneSkuOneGetsIt() {
    String sku = Service.newName();
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      paths.add(ProductFixtures.added(ann));
    }

    List<Answer> answers = service.atOnce(50, n -> ann.patch(paths.get(n)).json("sku", sku));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("200");
    assertThat(answers).extracting(Answer::outcome).containsOnly("200", "409 sku_taken");
  }

  @Test
  void fiftyWhoTakeTwoOfNinetyNineLeaveOne() {
    String path = ProductFixtures.added(ann, "stock", 99);

    List<Answer> answers = service.atOnce(50, n -> ann.post(path + "/stock").json("delta", -2));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("409 insufficient_stock");
    assertThat(answers).extracting(Answer::outcome).containsOnly("200", "409 insufficient_stock");
    assertThat(ann.get(path).answer().number("stock")).isEqualTo(1);
  }

  @Test
  void takingAndPuttingAtOnceAddsUp() {
    String path = ProductFixtures.added(ann, "stock", 1000);

    List<Answer> answers =
        service.atOnce(50, n -> ann.post(path + "/stock").json("delta", n % 2 == 0 ? n + 2 : -n));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(ann.get(path).answer().number("stock")).isEqualTo(1000 + 25);
  }

  @Test
  void stockMovesWithinItsBoundsAndNeverByNothing() {
    String path = ProductFixtures.added(ann, "stock", 5) + "/stock";

    assertThat(ann.post(path).json("delta", -6).answer().outcome())
        .isEqualTo("409 insufficient_stock");
    assertThat(ann.post(path).json("delta", Integer.MAX_VALUE - 4).answer().fields())
        .containsExactly("delta");
    assertThat(ann.post(path).json("delta", Long.MAX_VALUE).answer().fields())
        .containsExactly("delta");
    assertThat(ann.post(path).json("delta", Long.MIN_VALUE).answer().outcome())
        .isEqualTo("409 insufficient_stock");
    assertThat(ann.post(path).json("delta", 0).answer().fields()).containsExactly("delta");
    assertThat(ann.post(path).json("delta", -5).answer().number("stock")).isZero();
    assertThat(ann.post(path).json("delta", Integer.MAX_VALUE).answer().number("stock"))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void ofFiftyChangesToOneVersionOneIsMade() {
    String path = ProductFixtures.added(ann);
    String tag = ann.get(path).answer().header("ETag");

    List<Answer> answers =
        service.atOnce(
            50,
            n ->
                switch (n % 3) {
                  case 0 -> ann.patch(path).ifMatch(tag).json("name", "Name " + n);
                  case 1 -> ann.post(path + "/stock").ifMatch(tag).json("delta", 1);
                  default ->
                      ann.put(path)
                          .ifMatch(tag)
                          .json(
                              "sku",
                              Service.newName(),
                              "name",
                              "N",
                              "unit_amount",
                              1,
                              "currency",
                              "EUR");
                });

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("200");
    assertThat(answers).extracting(Answer::outcome).containsOnly("200", "412 precondition_failed");
  }

  @Test
  void ofFiftyDeletionsOneIsMade() {
    String path = ProductFixtures.added(ann);

    List<Answer> answers = service.atOnce(50, n -> ann.delete(path));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("204");
    assertThat(answers).extracting(Answer::outcome).containsOnly("204", "404 not_found");
  }
}
