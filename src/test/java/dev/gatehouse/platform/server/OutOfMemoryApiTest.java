package dev.gatehouse.platform.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.jobs.MemoryExhaustion;
import dev.gatehouse.platform.rest.JerseyService;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Processes that run out of memory in one place each. */
class OutOfMemoryApiTest {
  private static final int RAN_OUT = 3;

  @Test
  void anOutOfMemoryErrorEndsTheProcessAnywhere() throws Exception {
    Process service = MemoryExhaustion.start(JerseyService.class.getName());
    List<Process> others =
        MemoryExhaustion.PLACES.stream()
            .map(place -> MemoryExhaustion.start(MemoryExhaustion.class.getName(), place))
            .toList();
    try (BufferedReader output = service.inputReader()) {
      int port = portOf(output);
      assertThat(Wire.ask(port, "GET /api/v1/things/exhausts-the-stack").status()).isEqualTo(500);
      assertThat(Wire.ask(port, "GET /api/v1/things").status()).isEqualTo(200);
      try (Wire wire = new Wire(port)) {
        wire.send(Wire.request("GET /api/v1/things/exhausts-the-heap"));
        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
    }

    assertThat(service.exitValue()).isEqualTo(RAN_OUT);
    for (int i = 0; i < others.size(); i++) {
      assertThat(others.get(i).waitFor(30, TimeUnit.SECONDS))
          .as(MemoryExhaustion.PLACES.get(i))
          .isTrue();
      assertThat(others.get(i).exitValue()).as(MemoryExhaustion.PLACES.get(i)).isEqualTo(RAN_OUT);
    }
  }

  private static int portOf(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (!line.startsWith("{\"port\":")) {
      line = output.readLine();
    }
    return Integer.parseInt(line.replaceAll("\\D", ""));
  }
}
