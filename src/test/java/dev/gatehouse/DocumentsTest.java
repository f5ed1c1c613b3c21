package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.gatehouse.doctor.FaultCode;
import dev.gatehouse.platform.problems.ProblemCode;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.routing.Route;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.testing.OpenApiContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(APP_[A-Z_]+)(?::-(.*))?}");
  private static final Path EXAMPLE = Path.of("src/test/java/dev/gatehouse/wishes");
  private static final String METRIC_NAME = "((?:gatehouse|http_server)_[a-z_]+)";
  private static final Pattern METRIC = Pattern.compile('"' + METRIC_NAME + '"');
  private static final Pattern METRIC_TOLD = Pattern.compile('`' + METRIC_NAME + '`');
  private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

  private static final int LONGEST_LINE = 120;

  @Test
  void theSettingsAreThoseOfConfigYmlInItsOrder() throws IOException {
    JsonNode config = new YAMLMapper().readTree(Path.of("config.yml").toFile());

    List<String> told =
        Document.of("docs/settings.md").rows().stream().map(row -> row(row.subList(0, 3))).toList();

    Lines.assertSame(
        "The table of docs/settings.md must have a row for each key of config.yml, in its order:",
        told,
        settings("", config).map(DocumentsTest::row).toList());
  }

  @Test
  void everyCodeOfAnErrorIsTold() {
    List<String> told =
        Document.of("docs/api.md").rows("Errors").stream()
            .flatMap(row -> codes(row.get(1)))
            .sorted()
            .toList();

    Lines.assertSame(
        "The table of docs/api.md, Errors, must have the codes of all enums that are a"
            + " ProblemCode:",
        told,
        codesInUse().sorted().toList());
  }

  @Test
  void everyMetricIsTold() throws IOException {
    List<String> told =
        Document.of("docs/operating.md").rows("Health, metrics, logs").stream()
            .flatMap(row -> METRIC_TOLD.matcher(row.get(0)).results())
            .map(metric -> metric.group(1))
            .sorted()
            .toList();

    Lines.assertSame(
        "The table of metrics in docs/operating.md, Health, metrics, logs, must have the names of"
            + " all metrics that the code publishes:",
        told,
        metrics());
  }

  private static List<String> metrics() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      return sources
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> METRIC.matcher(Document.read(file)).results())
          .map(metric -> metric.group(1))
          .distinct()
          .sorted()
          .toList();
    }
  }

  @Test
  void everyFaultIsToldWithItsRemedyAndHasATest() {
    List<List<String>> rows = Document.of("docs/operating.md").rows("Doctor");

    Lines.assertSame(
        "The table of docs/operating.md, Doctor, must have a row for each FaultCode, in its order:",
        rows.stream().map(row -> row(row.subList(0, 2))).toList(),
        Stream.of(FaultCode.values())
            .map(
                code ->
                    row(
                        List.of(
                            quoted(code.key()), code.severity().name().toLowerCase(Locale.ROOT))))
            .toList());
    assertThat(rows)
        .as("rows that say what it means and what to do")
        .allSatisfy(row -> assertThat(row.subList(0, 4)).allMatch(cell -> !cell.isBlank()));
    String tests =
        Document.read(Path.of("src/test/java/dev/gatehouse/DoctorApiTest.java"))
            + Document.read(Path.of("src/test/java/dev/gatehouse/DoctorProcessApiTest.java"))
            + Document.read(Path.of("src/test/java/dev/gatehouse/DoctorDrill.java"));
    assertThat(FaultCode.values())
        .as("codes that a test brings about")
        .allSatisfy(code -> assertThat(tests).containsPattern("FaultCode\\.%s\\b".formatted(code)));
  }

  @Test
  void everyUseOfAKeyIsToldWithItsTest() {
    List<List<String>> rows =
        Document.of("docs/operating.md").rows("Changing the secret").stream()
            .filter(row -> !row.get(0).equals("`APP_JWT_SECRET` itself"))
            .toList();

    Lines.assertSame(
        "The table of docs/operating.md, Changing the secret, must have a row for each use of a"
            + " key:",
        rows.stream()
            .map(row -> row(List.of(row.get(0), row.get(1), row.get(3))))
            .sorted()
            .toList(),
        keyUses()
            .map(use -> row(List.of(quoted(use.label()), use.purpose(), use.onRekey().text())))
            .sorted()
            .toList());
    assertThat(rows)
        .as("rows whose test exists")
        .allSatisfy(row -> assertThat(test(row.get(4))).isRegularFile());
  }

  private static Stream<KeyUse> keyUses() {
    return ProductionClasses.CLASSES.stream()
        .filter(type -> type.isAssignableTo(KeyUse.class) && !type.isInterface())
        .map(JavaClass::reflect)
        .flatMap(type -> Stream.of(type.getEnumConstants()))
        .map(KeyUse.class::cast);
  }

  private static Path test(String cell) {
    String name = cell.replace("`", "") + ".java";
    return Stream.of("", "keyring/", "ratelimit/", "users/", "clients/", "audit/")
        .map(folder -> Path.of("src/test/java/dev/gatehouse/" + folder + name))
        .filter(Files::exists)
        .findFirst()
        .orElse(Path.of(name));
  }

  @Test
  void everyPermissionIsToldWithItsRoutes() {
    List<String> told =
        Document.of("docs/rights.md").rows("Permissions").stream()
            .map(row -> "| " + String.join(" | ", row.subList(0, 3)) + " |")
            .toList();

    Lines.assertSame(
        "The table of docs/rights.md, Permissions, must have a row for each permission:",
        told,
        permissions().map(DocumentsTest::row).map(line -> line.replace(" | …", " |")).toList());
  }

  private static Stream<List<String>> permissions() {
    return new PermissionCatalogue(
            OpenApiContract.permissions(), Route.of(OpenApiContract.resources()))
        .entries().stream()
            .map(
                entry ->
                    List.of(
                        quoted(entry.name()),
                        entry.about(),
                        entry.routes().stream()
                            .map(DocumentsTest::quoted)
                            .collect(Collectors.joining("<br>"))));
  }

  @Test
  void theReadmeIsShort() {
    assertThat(Document.of("README.md").lines())
        .as("lines of README.md; what is more belongs in docs/")
        .hasSizeLessThan(200);
  }

  @Test
  void theReadmeSaysWhereEveryPackageIs() {
    String told =
        Document.of("README.md").rows("Where things are").stream()
            .map(row -> row.get(0))
            .collect(Collectors.joining());

    assertThat(ProductionClasses.packages())
        .as("packages without `name/` in the table of README.md, Where things are: add a row")
        .filteredOn(name -> !told.contains("`" + name + "/`"))
        .isEmpty();
  }

  @Test
  void noLineIsLong() {
    assertThat(
            Document.all().stream().flatMap(document -> document.linesOver(LONGEST_LINE).stream()))
        .as("lines outside of tables with over %d characters; break them", LONGEST_LINE)
        .isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(Document.all()).hasSizeGreaterThan(5);
    assertThat(Document.all().stream().flatMap(document -> document.deadLinks().stream()))
        .as("links to a file or a heading that does not exist")
        .isEmpty();
  }

  @Test
  void everyDocumentIsLinkedFromTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      assertThat(files.map(file -> "docs/" + file.getFileName()))
          .allSatisfy(file -> assertThat(readme).contains("](" + file + ")"));
    }
  }

  @Test
  void theCodeOfTheExampleIsThatOfItsFiles() throws IOException {
    List<String> blocks = Document.of("CONTRIBUTING.md").blocks("java");
    String files;
    try (Stream<Path> sources = Files.list(EXAMPLE)) {
      files = sources.map(Document::read).collect(Collectors.joining());
    }

    assertThat(blocks).hasSizeGreaterThan(5);
    assertThat(blocks)
        .as("blocks of CONTRIBUTING.md; each must be part of a file in %s", EXAMPLE)
        .allSatisfy(block -> assertThat(files).contains(block));
  }

  @Test
  void theEditsOfTheExampleFitTheirFiles() {
    assertThat(SourceEdit.of(Document.of("CONTRIBUTING.md")))
        .hasSizeGreaterThan(1)
        .allSatisfy(edit -> assertThat(edit.applied()).contains("wishes"));
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
