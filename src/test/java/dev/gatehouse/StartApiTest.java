package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a service says of itself once it is ready. */
class StartApiTest {
  private static final Pattern OFFSET =
      Pattern.compile("(?m)^gatehouse_clock_offset_seconds (\\S+)$");

  @Test
  void aStartIsOneLineWithEverythingButSecretsAndAClockThatIsAheadIsAWarning() {
    DatabaseUrl database = TestDatabase.migrated();
    SettableClock clock = SettableClock.ofToday();
    clock.advance(Duration.ofHours(1));
    try (Service service = Service.startOn(database, clock)) {
      String log = service.awaitLog("clock of this node");
      List<JsonNode> lines = log.lines().map(Json::read).toList();

      List<JsonNode> started = lines.stream().filter(line -> says(line, "started")).toList();
      assertThat(started).hasSize(1);
      JsonNode line = started.get(0);
      assertThat(line.get("level").textValue()).isEqualTo("INFO");
      assertThat(line.get("version").textValue()).isNotEmpty();
      String api = "http://localhost:" + service.port();
      assertThat(line.get("api").textValue()).isEqualTo(api);
      assertThat(line.get("docs").textValue()).isEqualTo(api + "/docs");
      assertThat(line.get("admin").textValue()).matches("http://127\\.0\\.0\\.1:[1-9]\\d*");
      assertThat(line.get("database").textValue()).isEqualTo(database.toString());
      assertThat(line.get("jvm").textValue()).contains(Runtime.version().toString());
      assertThat(line.get("seconds").doubleValue()).isPositive();
      assertThat(log).doesNotContain(database.reveal());

      JsonNode warning =
          lines.stream().filter(one -> one.has("offset_seconds")).findFirst().orElseThrow();
      assertThat(warning.get("level").textValue()).isEqualTo("WARN");
      assertThat(warning.get("message").textValue()).contains("ahead of the database's", "NTP");
      assertThat(warning.get("offset_seconds").doubleValue()).isBetween(3000.0, 3601.0);
      MatchResult metric = OFFSET.matcher(service.metrics()).results().findFirst().orElseThrow();
      assertThat(Double.parseDouble(metric.group(1))).isBetween(3000.0, 3601.0);
    }
  }

  private static boolean says(JsonNode line, String message) {
    return line.get("message").textValue().equals(message);
  }
}
