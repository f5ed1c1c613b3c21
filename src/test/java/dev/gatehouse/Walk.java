package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.Document.Step;
import dev.gatehouse.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Pastes the commands of a document into a shell and compares their output with what it shows. */
final class Walk {
  private static final String DONE = "-- done --";

  /** No jar is there yet when the tests run: the words {@code -jar target/app.jar} are dropped. */
  private static final String JAVA_FROM_CLASSES =
      "java() { shift 2; \"$JAVA\" -cp \"$CLASSES\" \"$MAIN\" \"$@\"; }\n";

  private final ServiceProcess service;
  private final Path folder;

  /** A walk through a service, in the folder that it was started in. */
  Walk(ServiceProcess service, Path folder) {
    this.service = service;
    this.folder = folder;
  }

  void check(List<Step> steps) throws IOException, InterruptedException {
    List<String> outputs = paste(steps);

    assertThat(outputs).hasSameSizeAs(steps);
    for (int i = 0; i < steps.size(); i++) {
      assertThat(outputs.get(i)).as(steps.get(i).commands()).matches(steps.get(i).output());
    }
  }

  /** A shell that reads its standard input takes line by line, as one takes what is pasted. */
  private List<String> paste(List<Step> steps) throws IOException, InterruptedException {
    String script =
        steps.stream()
            .map(step -> step.commands() + "echo; echo '" + DONE + "'\n")
            .collect(Collectors.joining("", JAVA_FROM_CLASSES, ""))
            .replace("localhost:8080", "localhost:" + service.port());
    Path input = Files.writeString(folder.resolve("walk.sh"), script);
    Path output = folder.resolve("walk.txt");
    List<String> java = service.command();
    ProcessBuilder shell = service.inFolder(List.of("sh"));
    shell.redirectInput(input.toFile()).redirectOutput(output.toFile());
    shell.redirectError(folder.resolve("walk-errors.txt").toFile());
    shell.environment().put("JAVA", java.get(0));
    shell.environment().put("CLASSES", java.get(2));
    shell.environment().put("MAIN", java.get(3));
    Process running = shell.start();
    assertThat(running.waitFor(3, TimeUnit.MINUTES)).as("the walk ends").isTrue();
    return List.of(Files.readString(output).replace("\r", "").split("\n" + DONE + "\n")).stream()
        .map(String::strip)
        .toList();
  }
}
