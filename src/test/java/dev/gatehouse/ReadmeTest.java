package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.gatehouse.platform.problems.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(APP_[A-Z_]+)(?::-(.*))?}");
  private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

  private final Readme readme = Readme.read();

  @Test
  void theSettingsAreThoseOfConfigYmlInItsOrder() throws IOException {
    JsonNode config = new YAMLMapper().readTree(Path.of("config.yml").toFile());

    List<String> told =
        readme.rows("Settings").stream().map(row -> row(row.subList(0, 3))).toList();

    Lines.assertSame(
        "The table of README.md, Settings, must have a row for each key of config.yml, in its"
            + " order:",
        told,
        settings("", config).map(ReadmeTest::row).toList());
  }

  @Test
  void everyCodeOfAnErrorIsTold() {
    List<String> told =
        readme.rows("Errors").stream().flatMap(row -> codes(row.get(1))).sorted().toList();

    Lines.assertSame(
        "The table of README.md, Errors, must have the codes of all enums that are a ProblemCode:",
        told,
        codesInUse().sorted().toList());
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " | …";
  }

  private static Stream<List<String>> settings(String prefix, JsonNode tree) {
    return tree.properties().stream()
        .flatMap(
            member ->
                member.getValue().isObject()
                    ? settings(prefix + member.getKey() + ".", member.getValue())
                    : Stream.of(setting(prefix + member.getKey(), member.getValue().asText())));
  }

  private static List<String> setting(String key, String reference) {
    Matcher variable = VARIABLE.matcher(reference);
    assertThat(variable.matches())
        .withFailMessage(
            "%s of config.yml must be a variable, ${APP_…:-default}, but is %s", key, reference)
        .isTrue();
    String standard = variable.group(2);
    return List.of(
        quoted(key), quoted(variable.group(1)), standard == null ? "" : quoted(standard));
  }

  private static String quoted(String text) {
    return "`" + text + "`";
  }

  private static Stream<String> codes(String cell) {
    return CODE.matcher(cell).results().map(code -> code.group(1));
  }

  private static Stream<String> codesInUse() {
    return ProductionClasses.CLASSES.stream()
        .filter(type -> type.isEnum() && type.isAssignableTo(ProblemCode.class))
        .map(JavaClass::reflect)
        .flatMap(type -> Stream.of(type.getEnumConstants()))
        .map(ProblemCode.class::cast)
        .map(ProblemCode::code);
  }
}
