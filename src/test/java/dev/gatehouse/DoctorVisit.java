package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.Ports;
import dev.gatehouse.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the doctor, as a process of its own, said of a folder with a config.yml. */
record DoctorVisit(int exitCode, JsonNode document, String errors) {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  List<String> codes() {
    List<String> codes = new ArrayList<>();
    document.get("checks").forEach(check -> codes.add(check.get("code").asText()));
    return codes;
  }

  String of(String name) {
    for (JsonNode check : document.get("checks")) {
      if (check.get("check").asText().equals(name)) {
        return check.get("status").asText() + ": " + check.get("seen").asText();
      }
    }
    throw new AssertionError(name);
  }

  /** The command line of the doctor, with options of the JVM. */
  static List<String> commandLine(String... options) {
    List<String> command = new ArrayList<>(ServiceProcess.java());
    command.addAll(1, List.of(options));
    command.addAll(List.of("doctor", "--json", "config.yml"));
    return command;
  }

  /** Runs it in a folder by a command line that has the doctor's in it. */
  static DoctorVisit by(Path folder, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("APP_"));
    builder.environment().put("APP_ADMIN_PORT", String.valueOf(Ports.free()));
    builder.environment().put("APP_PUBLIC_URL", "http://localhost:" + Ports.free());
    Path output = folder.resolve("doctor-output.txt");
    Path errors = folder.resolve("doctor-errors.txt");
    Process process =
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).as("is through").isTrue();
    return new DoctorVisit(
        process.exitValue(), Json.read(Files.readString(output)), Files.readString(errors));
  }
}
