package dev.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Programs;
import dev.gatehouse.testing.Service;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that nobody wrote, made from the description that is served and used as they are. Each
 * takes the same walk, written in the types of its generator.
 */
class GeneratedClientDrill {
  /** Where the profile of the drills puts the generator. */
  private static final Path GENERATOR = Path.of("target", "tools", "openapi-generator-cli.jar");

  private static final Path WALKS = Path.of("src", "test", "resources", "clients");

  /** Above the folders of the clients, as Node.js looks for packages in the folders above. */
  private static final Path NODE = Path.of("target", "clients");

  private static final List<String> NODE_PACKAGES =
      List.of(
          "typescript@5.9.3",
          "@types/node@20.19.25",
          "esbuild@0.25.12",
          "openapi-typescript@7.13.0",
          "openapi-fetch@0.17.0",
          "@hey-api/openapi-ts@0.94.5");

  /** Where Debian has the packages of Go. */
  private static final Path GO_PACKAGES = Path.of("/usr/share/gocode");

  private final Service service = Service.shared();
  private final String word = Service.newName();

  private Path folder;
  private Path description;

  @BeforeEach
  void readDescription(@TempDir Path temporary) throws IOException {
    folder = temporary;
    description = folder.resolve("openapi.json");
    Files.writeString(description, service.get("/openapi.json").answer().expect(200).body());
  }

  @Test
  void aJavaClientWalks() throws Exception {
    Path client = folder.resolve("client");
    generate(client, "java", "--library", "native");
    run(
        client,
        "mvn",
        "-q",
        "-B",
        "-DskipTests",
        "compile",
        "dependency:build-classpath",
        "-Dmdep.outputFile=class-path");
    String classPath =
        client.resolve("target/classes")
            + File.pathSeparator
            + Files.readString(client.resolve("class-path"));

    assertWalked(
        Programs.java(), "-cp", classPath, WALKS.resolve("Walk.java").toAbsolutePath().toString());
  }

  @Test
  @Tag("go")
  void aGoClientWalks() throws Exception {
    assertThat(GO_PACKAGES.resolve("src/golang.org/x/oauth2"))
        .as("needs the packages golang-go and golang-golang-x-oauth2-dev of Debian")
        .isDirectory();
    generate(folder.resolve("src/client"), "go");
    copy("walk.go", folder.resolve("src/walk/main.go"));

    run(folder, "go", "vet", "client", "walk");
    run(folder, "go", "build", "-o", "walk", "walk");

    assertWalked(folder.resolve("walk").toString());
  }

  @Test
  @Tag("npm")
  void aClientOfTypescriptFetchWalks() throws Exception {
    Path project = nodeProject("typescript-fetch");
    generate(project.resolve("client"), "typescript-fetch");

    assertWalksInNode(project);
  }

  @Test
  @Tag("npm")
  void aClientOfOpenapiFetchWalks() throws Exception {
    Path project = nodeProject("openapi-fetch");
    run(project, tool("openapi-typescript"), description.toString(), "-o", "schema.d.ts");

    assertWalksInNode(project);
  }

  @Test
  @Tag("npm")
  void aClientOfHeyApiWalks() throws Exception {
    Path project = nodeProject("hey-api");
    run(
        project,
        tool("openapi-ts"),
        "-i",
        description.toString(),
        "-o",
        "client",
        "-c",
        "@hey-api/client-fetch");

    assertWalksInNode(project);
  }

  @Test
  @Tag("python")
  void aPythonClientCompiles() throws Exception {
    Path client = folder.resolve("client");
    generate(client, "python");

    run(client, "python3", "-m", "compileall", "-q", "openapi_client");
  }

  private void generate(Path client, String generator, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Programs.java(), "-jar", GENERATOR.toAbsolutePath().toString(), "generate"));
    command.addAll(List.of("-g", generator, "-i", description.toString(), "-o", client.toString()));
    command.addAll(List.of(options));
    run(folder, command);
  }

  /** A folder with the walk in the types of that client, below the packages that it needs. */
  private Path nodeProject(String client) throws Exception {
    Programs.npmInstall(NODE, NODE_PACKAGES);
    Path project = NODE.resolve(client).toAbsolutePath();
    copy(client + ".ts", project.resolve("walk.ts"));
    copy("tsconfig.json", project.resolve("tsconfig.json"));
    return project;
  }

  private void assertWalksInNode(Path project) throws Exception {
    run(project, tool("tsc"), "-p", ".");
    run(
        project,
        tool("esbuild"),
        "walk.ts",
        "--bundle",
        "--platform=node",
        "--format=esm",
        "--outfile=walk.mjs");
    assertWalked("node", project.resolve("walk.mjs").toString());
  }

  private void assertWalked(String... walk) throws Exception {
    Person admin = service.admin();
    List<String> command = new ArrayList<>(List.of(walk));
    command.add("http://127.0.0.1:" + service.port());
    command.addAll(List.of(Service.newEmail(), admin.email(), Person.PASSWORD, word));
    command.add(folder.resolve("products.csv").toString());
    String told = run(folder, command);

    assertThat(told.lines())
        .containsExactly(
            "signed up: Gena Rated",
            "paged: %1$s-1 %1$s-2 %1$s-3".formatted(word),
            "changed: Holds 300 ml.",
            "stale: 412 precondition_failed",
            "imported: succeeded 1 1 3 unit_amount",
            "exported: 4",
            "refused: 409 sku_taken");
  }

  private static void copy(String walk, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Files.copy(WALKS.resolve(walk), target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String tool(String name) {
    return NODE.resolve("node_modules/.bin").resolve(name).toAbsolutePath().toString();
  }

  private String run(Path place, String... command) {
    return Programs.run(
        place,
        Map.of("GO111MODULE", "off", "GOPATH", folder + File.pathSeparator + GO_PACKAGES),
        command);
  }

  private String run(Path place, List<String> command) {
    return run(place, command.toArray(String[]::new));
  }
}
