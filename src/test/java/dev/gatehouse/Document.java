package dev.gatehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document in Markdown, by its sections and what is in them. */
final class Document {
  private static final Pattern STEP =
      Pattern.compile("(?ms)^```sh\\n(.*?)^```\\n(?:```text\\n(.*?)^```\\n)?");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]+)\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final String ANYTHING = "…";

  private final Path file;
  private final String text;

  private Document(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  static Document of(String file) {
    Path path = Path.of(file);
    return new Document(path, read(path));
  }

  static List<Document> all() {
    return Stream.of(".", "docs")
        .flatMap(folder -> markdown(Path.of(folder)).stream())
        .map(file -> new Document(file.normalize(), read(file)))
        .toList();
  }

  private static List<Path> markdown(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> lines() {
    return text.lines().toList();
  }

  /**
   * Commands to be pasted into a shell, and their output.
   *
   * @param shown with … for anything, and a line break for any white space
   */
  record Step(String commands, String shown) {
    Pattern output() {
      return Pattern.compile(
          shown
              .strip()
              .lines()
              .map(
                  line ->
                      Arrays.stream(line.split(ANYTHING, -1))
                          .map(Pattern::quote)
                          .collect(Collectors.joining(".*?")))
              .collect(Collectors.joining("\\s*")),
          Pattern.DOTALL);
    }
  }

  List<Step> steps() {
    return stepsIn(text);
  }

  /** Those of one section. */
  List<Step> steps(String heading) {
    return stepsIn(section(heading));
  }

  private static List<Step> stepsIn(String text) {
    List<Step> steps = new ArrayList<>();
    Matcher blocks = STEP.matcher(text);
    while (blocks.find()) {
      String shown = blocks.group(2);
      steps.add(new Step(blocks.group(1), shown == null ? "" : shown));
    }
    return steps;
  }

  /** The blocks of code in a language. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** The rows of all tables, cell by cell, without their heads. */
  List<List<String>> rows() {
    return rowsIn(text);
  }

  /** Those of one section. */
  List<List<String>> rows(String heading) {
    return rowsIn(section(heading));
  }

  private static List<List<String>> rowsIn(String text) {
    return text.lines()
        .filter(line -> line.startsWith("| ") && line.contains("`"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList())
        .toList();
  }

  /** Links to a file or a heading of the project that does not exist. */
  List<String> deadLinks() {
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://"))
        .filter(target -> !exists(target))
        .map(target -> file + ": " + target)
        .toList();
  }

  private boolean exists(String target) {
    String[] parts = target.split("#", 2);
    Path linked = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    return Files.exists(linked)
        && (parts.length == 1 || new Document(linked, read(linked)).anchors().contains(parts[1]));
  }

  /** The headings as GitHub makes fragments of them. */
  private Set<String> anchors() {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /** Lines outside of tables that are longer. */
  List<String> linesOver(int characters) {
    return text.lines()
        .filter(line -> !line.startsWith("|"))
        .filter(line -> line.codePointCount(0, line.length()) > characters)
        .map(line -> file + ": " + line)
        .toList();
  }

  private String section(String heading) {
    Matcher start = Pattern.compile("(?m)^(#+) " + Pattern.quote(heading) + "$").matcher(text);
    if (!start.find()) {
      throw new IllegalArgumentException(file + " has no section " + heading);
    }
    Matcher end = Pattern.compile("(?m)^#{1," + start.group(1).length() + "} ").matcher(text);
    return text.substring(start.start(), end.find(start.end()) ? end.start() : text.length());
  }
}
