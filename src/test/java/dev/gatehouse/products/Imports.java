package dev.gatehouse.products;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Goods;
import dev.gatehouse.testing.Person;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Imports by an administrator, through the API. */
final class Imports {
  static final String CSV = "text/csv";
  static final String NDJSON = "application/x-ndjson";
  static final String PATH = Goods.PATH + "/import";
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
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < deadline) {
      Answer now = admin.get(job).answer();
      if (hasEnded(now)) {
        return now;
      }
      if (!now.json().path("last_error").isNull()) {
        throw new AssertionError("The import failed: " + now.body());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new AssertionError("The import did not end: " + admin.get(job).answer().body());
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
