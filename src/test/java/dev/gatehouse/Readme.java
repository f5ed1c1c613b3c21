package dev.gatehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** README.md, by its sections and what stands in them. */
final class Readme {
  private static final Pattern STEP =
      Pattern.compile("(?ms)^```sh\\n(.*?)^```\\n(?:```text\\n(.*?)^```\\n)?");
  private static final String ANYTHING = "…";

  private final String text;

  private Readme(String text) {
    this.text = text;
  }

  static Readme read() {
    try {
      return new Readme(Files.readString(Path.of("README.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Commands to be pasted into a shell, and what they answer.
   *
   * @param shown with … for anything
   */
  record Step(String commands, String shown) {
    Pattern answer() {
      return Pattern.compile(
          Arrays.stream(shown.strip().split(ANYTHING, -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*?")),
          Pattern.DOTALL);
    }
  }

  List<Step> steps(String heading) {
    List<Step> steps = new ArrayList<>();
    Matcher blocks = STEP.matcher(section(heading));
    while (blocks.find()) {
      String shown = blocks.group(2);
      steps.add(new Step(blocks.group(1), shown == null ? "" : shown));
    }
    return steps;
  }

  /** The rows of a section's tables, cell by cell, without their heads. */
  List<List<String>> rows(String heading) {
    return section(heading)
        .lines()
        .filter(line -> line.startsWith("| ") && line.contains("`"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList())
        .toList();
  }

  private String section(String heading) {
    int start = text.indexOf("\n## " + heading + "\n");
    if (start < 0) {
      throw new IllegalArgumentException("README.md has no section " + heading);
    }
    int end = text.indexOf("\n## ", start + 1);
    return text.substring(start, end < 0 ? text.length() : end);
  }
}
