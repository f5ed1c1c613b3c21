package dev.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DescriptionApiTest {
  private final Service service = Service.shared();

  @Test
  void whoHasItIsNotSentItAgain() throws Exception {
    long t = System.nanoTime();
    Answer first = service.get("/openapi.json").answer().expect(200);
    System.err.println("TOOK " + (System.nanoTime() - t) / 1000000);
    Files.writeString(Path.of("target", "openapi.json"), first.body());

    Answer yaml = service.get("/openapi.yaml").answer().expect(200);
    Files.writeString(Path.of("target", "openapi.yaml"), yaml.body());
    Answer again =
        service.get("/openapi.json").header("If-None-Match", first.header("ETag")).answer();

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }
}
