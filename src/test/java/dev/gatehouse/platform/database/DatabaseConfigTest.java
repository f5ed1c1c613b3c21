package dev.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.config.SecretString;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseConfigTest {
  @Test
  void nothingMeansAPoolOfTwentyAndTenOnAServerOfItsOwn() {
    DatabaseConfig config = new DatabaseConfig(null, null, null);

    assertThat(config.poolSize()).isEqualTo(20);
    assertThat(config.poolOverflow()).isEqualTo(10);
    assertThat(config.address()).isEmpty();
  }

  @Test
  void aBadUrlIsNamedWithoutShowingIt() {
    List<String> faults = new ArrayList<>();

    new DatabaseConfig(new SecretString("http://ann:hunter2@db"), null, null)
        .check((key, message) -> faults.add(key + " " + message));

    assertThat(faults).hasSize(1);
    assertThat(faults.get(0)).startsWith("url must begin with").doesNotContain("hunter2");
  }
}
