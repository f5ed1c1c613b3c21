package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.DatabaseProxy;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pooler that loses prepared statements between transactions, played by the wire. */
class LostStatementsApiTest {
  private static final String REMEDY = "prepareThreshold=0";

  private final DatabaseProxy wire = DatabaseProxy.to(TestDatabase.migrated());

  @AfterEach
  void close() {
    wire.close();
  }

  @Test
  void theStartRefusesThePoolerAndNamesBothRemedies() {
    wire.forgetStatements();

    assertThatThrownBy(() -> Database.open(wire.url(), new DatabaseConfig(null, 1, 0)))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("127.0.0.1:" + wire.url().port())
        .hasMessageContaining(REMEDY)
        .hasMessageContaining("1.21")
        .hasMessageContaining("max_prepared_statements");
  }

  @Test
  void withoutPreparedStatementsItStartsAndNothingIsLost() {
    wire.forgetStatements();
    DatabaseUrl url = DatabaseUrl.parse(wire.url().reveal() + "?" + REMEDY);

    try (Service service = Service.startOn(url, SettableClock.ofToday())) {
      Person ann = service.person();
      for (int i = 0; i < 20; i++) {
        assertThat(ann.me().answer().status()).isEqualTo(200);
        assertThat(ann.patch("/api/v1/users/me").json("full_name", "Ann " + i).answer().status())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void metLaterItIsUnavailableAndOneLineWithTheRemedy() {
    try (Service service = Service.startOn(wire.url(), SettableClock.ofToday())) {
      Person ann = service.person();
      wire.forgetStatements();
      List<Answer> answers = new ArrayList<>();
      await()
          .until(
              () -> {
                answers.add(
                    ann.patch("/api/v1/users/me").json("full_name", Service.newName()).answer());
                return answers.stream().filter(each -> each.status() != 200).count() == 3;
              });
      wire.keepStatements();

      assertThat(answers).extracting(Answer::outcome).containsOnly("200", "503 unavailable");
      assertThat(answers)
          .filteredOn(each -> each.status() == 503)
          .allSatisfy(each -> assertThat(each.header("Retry-After")).isNotEmpty());
      assertThat(service.awaitLog(REMEDY).lines())
          .filteredOn(line -> !line.contains("http_request"))
          .filteredOn(line -> line.contains("prepared statement") || line.contains("\"stack"))
          .singleElement()
          .asString()
          .contains("\"WARN\"", REMEDY, "max_prepared_statements");
    }
  }
}
