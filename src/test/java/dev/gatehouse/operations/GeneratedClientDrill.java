package dev.gatehouse.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that nobody wrote, made from the description that is served, compiled as it is. */
class GeneratedClientDrill {
  /** Where the profile of the drills puts the generator. */
  private static final Path GENERATOR = Path.of("target", "tools", "openapi-generator-cli.jar");

  private static final Path WALK =
      Path.of("src", "test", "resources", "generated-client", "Walk.java");

  private final Service service = Service.shared();

  @Test
  void aGeneratedClientSignsUpSignsInAndPagesProducts(@TempDir Path folder) throws Exception {
    Path description = folder.resolve("openapi.json");
    Files.writeString(description, service.get("/openapi.json").answer().expect(200).body());
    String word = Service.newName();
    List<String> skus = products(word, 5);

    run(
        folder,
        java(),
        "-jar",
        GENERATOR.toAbsolutePath().toString(),
        "generate",
        "-g",
        "java",
        "--library",
        "native",
        "-i",
        description.toString(),
        "-o",
        "client");
    Path client = folder.resolve("client");
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
        client.resolve("target/classes") + ":" + Files.readString(client.resolve("class-path"));
    String told =
        run(
            folder,
            java(),
            "-cp",
            classPath,
            WALK.toAbsolutePath().toString(),
            "http://127.0.0.1:" + service.port(),
            Service.newEmail(),
            word);

    assertThat(told.lines()).containsExactly("Gena Rated", String.join(" ", skus));
  }

  private List<String> products(String word, int count) {
    Person admin = service.admin();
    List<String> skus = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String sku = word + "-" + i;
      admin
          .post("/api/v1/products")
          .json("sku", sku, "name", word + " " + i, "unit_amount", 100, "currency", "EUR")
          .answer()
          .expect(201);
      skus.add(sku);
    }
    return skus;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Path told = Files.createTempFile(folder, "told", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    String text = Files.readString(told, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0).as(text).isTrue();
    return text;
  }
}
