package dev.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ManyRows;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Walks through a list of over 50,000 products, page by page, while another node adds products,
 * deletes some and changes of others what no list is sorted by.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongWalkDrill {
  private static final int ROWS = 60_000;
  private static final int PAGE = 100;
  private static final int FEWEST_DELETED = 50;
  private static final int FEWEST_MET = 50_000;

  private final DatabaseUrl database = filled();
  private final Service node = Service.startOn(database, SettableClock.ofToday());
  private final Service other = Service.startOn(database, SettableClock.ofToday());
  private final Person reader = node.admin();
  private final Person writer = reader.at(other);

  @AfterAll
  void stop() {
    node.close();
    other.close();
  }

  private static DatabaseUrl filled() {
    DatabaseUrl database = TestDatabase.migrated();
    new ManyRows(database, System.out).fill(ROWS, 1);
    return database;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "-id",
        "name",
        "-name",
        "unit_amount",
        "-unit_amount",
        "created_at",
        "-created_at"
      })
  void eachRowThatStaysIsMetOnce(String sort) {
    AtomicBoolean walking = new AtomicBoolean(true);
    List<Long> before = ids();
    CompletableFuture<List<Long>> writing =
        CompletableFuture.supplyAsync(() -> writeWhile(walking, before, sort));

    List<Long> met;
    try {
      met = walk(sort);
    } finally {
      walking.set(false);
    }
    List<Long> deleted = writing.join();
    Set<Long> missed = new HashSet<>(before);
    deleted.forEach(missed::remove);
    met.forEach(missed::remove);
    assertThat(deleted).hasSizeGreaterThan(FEWEST_DELETED);
    assertThat(met).hasSizeGreaterThan(FEWEST_MET);
    assertThat(met).doesNotHaveDuplicates();
    assertThat(missed).isEmpty();
  }

  private List<Long> ids() {
    return TestDatabase.texts(database, "select id from product order by random()").stream()
        .map(Long::valueOf)
        .toList();
  }

  private List<Long> walk(String sort) {
    List<Long> met = new ArrayList<>();
    String query = ProductFixtures.PATH + "?limit=" + PAGE + "&sort=" + sort;
    String cursor = "";
    while (cursor != null) {
      Answer page = reader.get(query + cursor).anyAnswer().expect(200);
      for (JsonNode product : page.json().path("items")) {
        met.add(product.path("id").asLong());
      }
      JsonNode next = page.json().path("next_cursor");
      cursor = next.isNull() ? null : "&cursor=" + next.asText();
    }
    return met;
  }

  /** In turn an addition, deletions and a change; what was deleted. */
  private List<Long> writeWhile(AtomicBoolean walking, List<Long> before, String sort) {
    Deque<Long> left = new ArrayDeque<>(before);
    List<Long> deleted = new ArrayList<>();
    for (int i = 0; walking.get(); i++) {
      ProductFixtures.adding(writer, "new-" + i + sort, "unit_amount", i).anyAnswer().expect(201);
      for (int gone = 0; gone < 3; gone++) {
        deleted.add(left.peek());
        writer.delete(ProductFixtures.PATH + "/" + left.pop()).anyAnswer().expect(204);
      }
      writer
          .post(ProductFixtures.PATH + "/" + left.peekLast() + "/stock")
          .json("delta", 1)
          .anyAnswer()
          .expect(200);
      left.addFirst(left.removeLast());
    }
    return deleted;
  }
}
