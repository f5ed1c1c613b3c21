package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The operator's commands on keys, beside a node that is up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysCommandApiTest {
  private static final String ALGORITHM = "APP_JWT_ALGORITHM";

  private final SettableClock clock = SettableClock.ofToday();
  private final DatabaseUrl database = TestDatabase.migrated();
  private final Operator operator = new Operator(database, clock, ALGORITHM, "ES256");
  private Service node;

  @BeforeAll
  void start() {
    node = Service.startOn(database, clock, ALGORITHM, "ES256");
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private Operator.Done keys(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "keys";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return operator.run("", all);
  }

  private List<String> rows() {
    Operator.Done done = keys("list");
    assertThat(done.exitCode()).as(done.errors()).isZero();
    return done.output().lines().map(line -> line.replaceAll("  +", " | ")).toList();
  }

  private String kidOf(String state) {
    return rows().stream()
        .filter(row -> row.contains(" | " + state + " | "))
        .map(row -> row.split(" ", 2)[0])
        .findFirst()
        .orElseThrow();
  }

  private boolean hasSigned(String kid) {
    String key = "select first_signed_at is not null from signing_key where kid = '%s'";
    return TestDatabase.text(database, key.formatted(kid)).equals("t");
  }

  @Test
  void anOperatorRotatesAndRetires() {
    Person ann = node.admin();
    String first = kidOf("signing");
    assertThat(rows())
        .hasSize(2)
        .first()
        .isEqualTo("kid | algorithm | state | created | signs from | dropped at");
    assertThat(rows().get(1)).startsWith(first + " | ES256 | signing | ");

    Operator.Done rotated = keys("rotate");
    String next = kidOf("next");
    assertThat(rotated.exitCode()).isZero();
    assertThat(rotated.output())
        .isEqualTo(
            "%s is published and signs from %s, once all nodes know it%n"
                .formatted(next, clock.instant().plus(Duration.ofMinutes(10))));
    Operator.Done again = keys("rotate");
    assertThat(again.exitCode()).isZero();
    assertThat(again.output()).contains(next, "the next key already");

    Operator.Done now = keys("rotate", "--now");
    assertThat(now.exitCode()).isZero();
    await().until(() -> hasSigned(next));
    assertThat(kidOf("signing")).isEqualTo(next);
    assertThat(kidOf("published")).isEqualTo(first);
    ann.me().answer().expect(200);

    Operator.Done retired = keys("retire", first);
    assertThat(retired.output())
        .isEqualTo(first + " is retired; sessions that refresh their access tokens now: 1\n");
    await().until(() -> ann.me().answer().outcome().equals("401 invalid_token"));
    Person later = ann.with(Person.Tokens.of(ann.refresh().answer()));
    assertThat(later.me().answer().status()).isEqualTo(200);

    Operator.Done both = keys("retire", next);
    assertThat(both.output()).endsWith(kidOf("signing") + " signs from now on\n");
    assertThat(node.admin().get("/api/v1/audit?limit=100").answer().each("action"))
        .contains("key.created", "key.rotated", "key.retired");
    assertThat(node.metrics()).contains("gatehouse_signing_key_age_seconds 0.0");
  }

  @Test
  void whatMakesNoSenseIsRefusedWithTheCodeOfMisuse() {
    Operator.Done unknown = keys("retire", "nonsense");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.errors())
        .contains("There is no key nonsense; there are ", kidOf("signing"))
        .hasLineCount(1);

    assertThat(keys("retire").exitCode()).isEqualTo(2);
    assertThat(keys("nonsense").exitCode()).isEqualTo(2);

    Operator withSecret = new Operator(TestDatabase.migrated(), clock);
    Operator.Done refused = withSecret.run("", "keys", "rotate");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.errors()).contains("HS256 has no keys", "ES256").hasLineCount(1);
    assertThat(withSecret.run("", "keys", "retire", "HS256").exitCode()).isEqualTo(2);
    assertThat(withSecret.run("", "keys", "list").output()).endsWith("HS256 signs\n");
  }
}
