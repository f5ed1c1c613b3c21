package dev.gatehouse.platform.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoedTextApiTest {
  private final Service service = Service.shared();

  @ParameterizedTest
  @CsvSource({
    "\\u0000,U+0000",
    "\\ud800,U+D800",
    "\\udc00x,U+DC00x",
    "\\u202eevil,U+202Eevil",
    "\\u2066,U+2066",
    "a\\u0007b\\u009f,aU+0007bU+009F"
  })
  void anUnknownPropertyIsNamedAsItCanBeShown(String escaped, String shown) {
    Answer refused =
        service.post("/api/v1/users").body("application/json", "{\"" + escaped + "\":1}").answer();

    assertThat(refused.outcome()).isEqualTo("422 validation");
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 40_000})
  void aLongNameIsCut(int length) {
    Answer refused =
        service
            .post("/api/v1/users")
            .body("application/json", "{\"" + "x".repeat(length) + "\":1}")
            .answer();

    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("x".repeat(99) + "…");
  }

  @Test
  void aNameOfAMegabyteIsRefusedBriefly() {
    Answer refused =
        service
            .post("/api/v1/users")
            .body("application/json", "{\"" + "x".repeat(1_000_000) + "\":1}")
            .answer();

    assertThat(refused.outcome()).isEqualTo("422 validation");
    assertThat(refused.body()).hasSizeLessThan(1000);
  }
}
