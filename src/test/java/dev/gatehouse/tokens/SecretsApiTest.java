package dev.gatehouse.tokens;

import static dev.gatehouse.testing.TestSecrets.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Person.Tokens;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class SecretsApiTest {
  private static final String NEW = "a newer secret, which is long enough as well";

  private final DatabaseUrl database = TestDatabase.migrated();
  private final SettableClock clock = SettableClock.ofToday();

  @Test
  void aSecretThatDoesNotFitStopsTheStartAndIsNotShown() {
    Service.startOn(database, clock).close();

    assertThatThrownBy(() -> Service.startOn(database, clock, "APP_JWT_SECRET", NEW))
        .rootCause()
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("APP_JWT_SECRET_PREVIOUS")
        .hasMessageNotContainingAny(NEW, DEFAULT);
  }

  @Test
  void aDatabaseWithoutTheSchemaStopsTheStartAndSaysWhatToDo() {
    assertThatThrownBy(() -> Service.startOn(TestDatabase.empty(), clock))
        .rootCause()
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("db migrate");
  }

  @Test
  void aChangeOfSecretsEndsNoSessionAndNoWalk() {
    try (Service before = Service.startOn(database, clock)) {
      Person ann = before.admin();
      ProductFixtures.added(ann);
      ProductFixtures.added(ann);
      String walk = ProductFixtures.PATH + "?limit=1";
      String cursor = before.get(walk).answer().text("next_cursor");

      try (Service during =
          Service.startOn(
              database, clock, "APP_JWT_SECRET", NEW, "APP_JWT_SECRET_PREVIOUS", DEFAULT)) {
        assertThat(during.log()).contains("APP_JWT_SECRET_PREVIOUS", "keys rewrap");
        Person there = ann.at(during);
        assertThat(there.me().answer().id()).isEqualTo(ann.id());
        assertThat(during.get(walk + "&cursor=" + cursor).answer().status()).isEqualTo(200);

        Person later = there.with(Tokens.of(there.refresh().answer()));
        assertThat(later.me().answer().status()).isEqualTo(200);
        assertThat(later.at(before).me().answer().outcome())
            .as("the previous secret makes nothing")
            .isEqualTo("401 invalid_token");
        assertThat(later.at(before).refresh().answer().status())
            .as("the keys of the ring are the same on all nodes")
            .isEqualTo(200);
      }
    }
  }
}
