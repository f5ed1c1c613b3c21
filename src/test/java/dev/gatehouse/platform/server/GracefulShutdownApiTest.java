package dev.gatehouse.platform.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.server.Wire.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class GracefulShutdownApiTest {
  private static final long ACCEPTING = 1500;

  @Test
  void aDrainingServiceAnswersAndClosesEachConnection() throws Exception {
    try (FrontService service = FrontService.start();
        Wire wire = new Wire(service.port())) {
      assertThat(wire.send(Wire.request("GET /hello")).answer().header("Connection")).isEmpty();

      service.drain().begin();

      assertThat(wire.send(Wire.request("GET /hello")).answer().header("Connection"))
          .isEqualTo("close");
      assertThat(wire.rest()).isEmpty();
      assertThat(Wire.ask(service.port(), "GET /nope").header("Connection")).isEqualTo("close");
    }
  }

  @Test
  void anOpenRequestIsAnsweredWhenTheServerStops() throws Exception {
    try (FrontService service =
            FrontService.start(Duration.ofSeconds(5), Duration.ofSeconds(5), List.of());
        Wire wire = new Wire(service.port())) {
      int port = service.port();
      wire.send(Wire.request("GET /slow"));
      service.awaitSlowRequest();
      Thread stopping = new Thread(() -> stop(service));
      stopping.start();
      while (accepts(port)) {
        Thread.onSpinWait();
      }

      service.letSlowRequestEnd();
      Answer answer = wire.answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Connection")).isEqualTo("close");
      stopping.join();
    }
  }

  @Test
  void sigtermDrainsThenExitsWithZeroAndTheWholeLog() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FrontService.class.getName(),
                Long.toString(ACCEPTING))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      while (!line.startsWith("{\"port\":")) {
        line = output.readLine();
      }
      int port = Integer.parseInt(line.replaceAll("\\D", ""));
      assertThat(Wire.ask(port, "GET /hello").header("Connection")).isEmpty();

      process.toHandle().destroy();
      long asked = System.nanoTime();
      while (!Wire.ask(port, "GET /hello").header("Connection").equals("close")) {
        assertThat(System.nanoTime() - asked).isLessThan(TimeUnit.SECONDS.toNanos(1));
      }
      Answer last = Wire.ask(port, "GET /hello", "X-Request-ID: the-last-one");

      assertThat(last.status()).isEqualTo(200);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(System.nanoTime() - asked)
          .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(ACCEPTING - 100));
      assertThat(output.lines().collect(Collectors.joining("\n")))
          .contains("the-last-one", "\"message\":\"Stopped\"");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aPortInUseStopsTheStartAndIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(() -> FrontService.startOn(taken.getLocalPort()))
          .rootCause()
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> FrontService.startOn(taken.getLocalPort()))
          .hasStackTraceContaining(":" + taken.getLocalPort());
    }
  }

  private static boolean accepts(int port) {
    try {
      new Wire(port).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void stop(FrontService service) {
    try {
      service.server().stop();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
