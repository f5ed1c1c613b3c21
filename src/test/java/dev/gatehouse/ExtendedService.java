package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ServiceProcess;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds the service with the feature that CONTRIBUTING.md adds: its edits and its migration. */
final class ExtendedService {
  private static final Path JAVA = Path.of("src/main");

  private final Document contributing = Document.of("CONTRIBUTING.md");
  private final Path sources;
  private final Path classes;

  /** Builds it in an empty folder. */
  ExtendedService(Path folder) throws IOException {
    this.sources = Files.createDirectory(folder.resolve("sources"));
    this.classes = Files.createDirectory(folder.resolve("classes"));
    List<Path> edited = new ArrayList<>();
    for (SourceEdit edit : SourceEdit.of(contributing)) {
      Path root = edit.file().startsWith(JAVA) ? sources : classes;
      Path copy = root.resolve(edit.file());
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, edit.applied());
      if (root.equals(sources)) {
        edited.add(copy);
      }
    }
    compile(edited);
    Files.writeString(
        classes.resolve("migrations/100-wishes-wish.sql"), contributing.blocks("sql").get(0));
  }

  /** Starts it with a database of its own in a folder, with further variables. */
  ServiceProcess start(Path home, Map<String, String> settings)
      throws IOException, InterruptedException {
    // the changelog of this folder shadows that of the service
    String shadow = "-Dliquibase.duplicateFileMode=SILENT";
    return ServiceProcess.startWith(classes, home, settings, shadow);
  }

  /** Against the service and the example's files, which are compiled with the tests. */
  private void compile(List<Path> edited) throws IOException {
    assertThat(edited).isNotEmpty();
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
}
