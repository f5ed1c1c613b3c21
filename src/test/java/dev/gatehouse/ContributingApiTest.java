package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.Document.Step;
import dev.gatehouse.testing.ServiceProcess;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with the feature that CONTRIBUTING.md adds: its edits, its migration, its files. */
class ContributingApiTest {
  private static final Pattern INCLUDE = Pattern.compile("file=\"([^\"]+)\"");

  private final Document contributing = Document.of("CONTRIBUTING.md");
  private final Path sources;
  private final Path classes;
  private final Path home;

  ContributingApiTest(@TempDir Path folder) throws IOException {
    this.sources = Files.createDirectory(folder.resolve("sources"));
    this.classes = Files.createDirectory(folder.resolve("classes"));
    this.home = folder.resolve("home");
  }

  @Test
  void theResourceThatIsAddedAnswersAsShown() throws IOException, InterruptedException {
    compile(editedSources());
    addMigration();
    List<Step> steps = new ArrayList<>(Document.of("README.md").steps("A walk").subList(0, 3));
    steps.addAll(contributing.steps("Adding a resource"));
    assertThat(steps).hasSizeGreaterThan(5);

    // the changelog of this folder shadows that of the service
    String shadow = "-Dliquibase.duplicateFileMode=SILENT";
    try (ServiceProcess service = ServiceProcess.startWith(classes, home, shadow)) {
      new Walk(service, home).check(steps);
    }
  }

  private List<Path> editedSources() throws IOException {
    List<Path> edited = new ArrayList<>();
    for (SourceEdit edit : SourceEdit.of(contributing)) {
      if (edit.file().startsWith("src/main")) {
        Path source = sources.resolve(edit.file().getFileName());
        edited.add(Files.writeString(source, edit.applied()));
      }
    }
    assertThat(edited).isNotEmpty();
    return edited;
  }

  /** Against the service and the example's files, which are compiled with the tests. */
  private void compile(List<Path> edited) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-proc:none",
            "-parameters",
            "-d",
            classes.toString(),
            "-cp",
            ServiceProcess.classPath());
    StringWriter faults = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  faults, files, null, options, null, files.getJavaFileObjectsFromPaths(edited))
              .call();
      assertThat(compiled).as(faults.toString()).isTrue();
    }
  }

  private void addMigration() throws IOException {
    String include = contributing.blocks("xml").get(0);
    String name = INCLUDE.matcher(include).results().findFirst().orElseThrow().group(1);
    String end = "</databaseChangeLog>";
    Path migrations = Files.createDirectory(classes.resolve("migrations"));
    Files.writeString(
        migrations.resolve("changelog.xml"),
        Document.read(Path.of("migrations", "changelog.xml")).replace(end, include + end));
    Files.writeString(migrations.resolve(name), contributing.blocks("sql").get(0));
  }
}
