package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that are not ours. */
public final class Programs {
  private static final int MINUTES = 10;

  /** Nothing is run on installing, and no project in the folders above is looked for. */
  private static final List<String> NPM_INSTALL =
      List.of(
          "npm",
          "install",
          "--no-audit",
          "--no-fund",
          "--ignore-scripts",
          "--no-save",
          "--no-package-lock",
          "--loglevel=error",
          "--prefix",
          ".");

  private Programs() {}

  /** The java that runs the tests. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Runs a program to its end, which must be a success, and returns what it wrote. */
  public static String run(Path folder, String... command) {
    return run(folder, Map.of(), command);
  }

  /** The same with variables of the environment. */
  public static String run(Path folder, Map<String, String> variables, String... command) {
    try {
      Path told = Files.createTempFile("told", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(told.toFile());
      builder.environment().putAll(variables);
      Process process = started(builder);
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      String text = Files.readString(told, StandardCharsets.UTF_8);
      Files.delete(told);
      assertThat(ended && process.exitValue() == 0).as("%s: %s", List.of(command), text).isTrue();
      return text;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Installs packages of npm below the folder. */
  public static void npmInstall(Path folder, List<String> packages) throws IOException {
    Files.createDirectories(folder);
    run(folder, Stream.concat(NPM_INSTALL.stream(), packages.stream()).toArray(String[]::new));
  }

  private static Process started(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError(
          "needs %s on the PATH; -DexcludedGroups leaves out drills by their tags"
              .formatted(builder.command().get(0)),
          e);
    }
  }
}
