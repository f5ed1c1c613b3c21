package dev.gatehouse.products;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Imports by an administrator, through the API. */
final class Imports {
  static final String CSV = "text/csv";
  static final String NDJSON = "application/x-ndjson";
  static final String PATH = ProductFixtures.PATH + "/import";
  static final String HEADER = "sku,name,unit_amount,currency\n";

  private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private Imports() {}

  /** The job once it has ended. */
  static Answer done(Person admin, String type, String text) {
    return ended(admin, admin.post(PATH).body(type, text).answer());
  }

  static Answer ended(Person admin, Answer accepted) {
    String job = accepted.expect(202).header("Location");
    Answer last =
        await()
            .atMost(LONGEST)
            .until(
                () -> admin.get(job).answer(),
                now -> hasEnded(now) || !now.json().path("last_error").isNull());
    assertThat(hasEnded(last)).as(last.body()).isTrue();
    return last;
  }

  static boolean hasEnded(Answer job) {
    return ENDS.contains(job.text("state"));
  }

  /** Created, updated and failed. */
  static List<Long> counts(Answer job) {
    return List.of(
        job.json().at("/result/created").asLong(-1),
        job.json().at("/result/updated").asLong(-1),
        job.json().at("/result/failed").asLong(-1));
  }

  /** Lines and messages. */
  static List<String> errors(Answer job) {
    return job.json()
        .at("/result/errors")
        .valueStream()
        .map(error -> error.path("line").asText() + ": " + error.path("message").asText())
        .toList();
  }
}
