package dev.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.RecordBinder;
import dev.gatehouse.platform.binding.ScalarConverter;
import dev.gatehouse.platform.config.SecretString;
import jakarta.validation.Validation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseConfigTest {
  private final FieldErrors errors = new FieldErrors();

  @Test
  void defaultsAreTheEmbeddedServerWithAPoolOfTwentyPlusTen() throws Exception {
    DatabaseConfig config = bound("{}").orElseThrow();

    assertThat(config.poolSize()).isEqualTo(20);
    assertThat(config.poolOverflow()).isEqualTo(10);
    assertThat(config.address()).isEmpty();
  }

  @Test
  void everyKeyIsRead() throws Exception {
    DatabaseConfig config =
        bound("{'url': 'postgresql://ann:hunter2@db/shop', 'pool_size': 3, 'pool_overflow': 4}")
            .orElseThrow();

    assertThat(config.address()).map(DatabaseUrl::database).contains("shop");
    assertThat(config.poolSize()).isEqualTo(3);
    assertThat(config.poolOverflow()).isEqualTo(4);
    assertThat(config.toString()).doesNotContain("hunter2");
  }

  @Test
  void eachBadValueIsNamedWithoutShowingIt() throws Exception {
    assertThat(bound("{'url': 'http://ann:hunter2@db', 'pool_size': 0, 'pool_overflow': -1}"))
        .isEmpty();

    assertThat(errors.list().toString())
        .contains("url", "must begin with", "pool_size", "pool_overflow")
        .doesNotContain("hunter2");
  }

  private Optional<DatabaseConfig> bound(String json) throws Exception {
    JsonNode tree = new JsonMapper().readTree(json.replace('\'', '"'));
    Map<Class<?>, ScalarConverter> conversions = new HashMap<>(RecordBinder.strictJson());
    conversions.put(SecretString.class, node -> new SecretString(node.textValue()));
    try (var factory = Validation.buildDefaultValidatorFactory()) {
      return new RecordBinder(conversions, (name, known) -> "unknown", factory.getValidator())
          .bind(tree, DatabaseConfig.class, errors);
    }
  }
}
