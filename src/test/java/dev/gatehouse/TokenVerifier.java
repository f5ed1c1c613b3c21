package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Another backend that verifies access tokens. */
interface TokenVerifier {
  /** The claim sub of a token that it takes. */
  Optional<String> verify(String token) throws Exception;

  /** A program that reads tokens, one a line, and writes the subject or {@code refused}. */
  final class Program implements TokenVerifier, AutoCloseable {
    private final Process process;
    private final Path errors;
    private final BufferedWriter input;
    private final BufferedReader output;

    private Program(Process process, Path errors) {
      this.process = process;
      this.errors = errors;
      this.input = process.outputWriter(StandardCharsets.UTF_8);
      this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static Program start(Path folder, String... command) throws IOException {
      Path errors = folder.resolve("errors.txt");
      return new Program(
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(errors.toFile())
              .start(),
          errors);
    }

    @Override
    public synchronized Optional<String> verify(String token) throws IOException {
      input.write(token);
      input.newLine();
      input.flush();
      String line = output.readLine();
      assertThat(line).as(Files.readString(errors)).isNotNull();
      return line.equals("refused") ? Optional.empty() : Optional.of(line.split(" ", 2)[0]);
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
