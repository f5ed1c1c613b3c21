package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.testing.OpenApiContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Shows every change of the published API as lines of a diff. */
class OpenApiFileTest {
  private static final Path REVIEWED = Path.of("src/test/resources/openapi.json");
  private static final Path CURRENT = Path.of("target/openapi-of-the-code.json");

  @Test
  void theDocumentIsTheOneThatWasReviewed() throws IOException {
    Files.createDirectories(CURRENT.getParent());
    Files.writeString(
        CURRENT,
        new JsonMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(OpenApiContract.api().document())
            + "\n");

    assertThat(CURRENT)
        .as("The API has changed. If that is meant, review it and run: cp %s %s", CURRENT, REVIEWED)
        .hasSameTextualContentAs(REVIEWED);
  }
}
