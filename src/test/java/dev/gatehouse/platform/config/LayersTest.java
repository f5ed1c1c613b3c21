package dev.gatehouse.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.ConfigLoader.Loaded;
import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
  private static final Validator VALIDATOR = Validators.newValidator();
  private static final String HARD =
      "a: b # c \"d\" 'e' ${F} ${APP_NAME} {g} %h &i *j !k |l >m @n `o` \\p , [q] - r";
  private static final String YAML =
      """
      name: ${APP_NAME:-nobody}
      door:
        key: ${APP_DOOR_KEY}
        guests: ${APP_GUESTS}
        open_for: ${APP_OPEN_FOR:-5s}
      """;

  record House(@Nullable String name, Door door) {}

  record Door(
      @Nullable SecretString key, @Nullable List<String> guests, @Nullable Duration openFor) {}

  private final Path folder;

  LayersTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void theDefaultHoldsWhereNothingIsSet() throws InvalidConfigurationException {
    assertThat(load(YAML).settings())
        .isEqualTo(new House("nobody", new Door(null, null, Duration.ofSeconds(5))));
  }

  @Test
  void theEnvironmentComesBeforeDotEnvAndThatBeforeTheDefault() throws Exception {
    write(".env", "APP_NAME=from file\nAPP_OPEN_FOR=2h\n");
    environment.put("APP_NAME", "from environment");

    House house = load(YAML).settings();

    assertThat(house.name()).isEqualTo("from environment");
    assertThat(house.door().openFor()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void aVariableThatIsEmptyCountsAsNotSet() throws Exception {
    write(".env", "APP_NAME=from file\nAPP_OPEN_FOR=\n");
    environment.put("APP_NAME", "");

    House house = load(YAML).settings();

    assertThat(house.name()).isEqualTo("from file");
    assertThat(house.door().openFor()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aValueIsDataFromWhereverItComes() throws Exception {
    environment.put("APP_NAME", HARD);
    assertThat(load(YAML).settings().name()).isEqualTo(HARD);

    environment.clear();
    write(".env", "APP_NAME=" + HARD + "\n");
    assertThat(load(YAML).settings().name()).isEqualTo(HARD);

    write(".env", "export APP_NAME = \"" + HARD + "\"\r\n");
    assertThat(load(YAML).settings().name()).isEqualTo(HARD);

    write(".env", "");
    write("hard.txt", HARD + "\n");
    environment.put("APP_NAME_FILE", folder.resolve("hard.txt").toString());
    assertThat(load(YAML).settings().name()).isEqualTo(HARD);
  }

  @Test
  void oneTrailingLineEndOfAFileIsRemoved() throws Exception {
    environment.put("APP_NAME_FILE", "name.txt");
    write("name.txt", " two lines\n\r\n");
    assertThat(load(YAML).settings().name()).isEqualTo(" two lines\n");
    write("name.txt", "none");
    assertThat(load(YAML).settings().name()).isEqualTo("none");
  }

  @Test
  void aValueAndItsFileConflictEvenAcrossLayers() throws Exception {
    write("key.txt", "from the file");
    environment.put("APP_DOOR_KEY", "from the variable");
    write(".env", "APP_DOOR_KEY_FILE=key.txt\n");

    assertThat(faults(YAML))
        .containsExactly(
            "APP_DOOR_KEY (door.key): is set, and so is APP_DOOR_KEY_FILE; set only one of them");
  }

  @Test
  void aFileWithoutAValueIsReported() throws Exception {
    environment.put("APP_DOOR_KEY_FILE", "absent.txt");
    assertThat(faults(YAML))
        .containsExactly("APP_DOOR_KEY_FILE (door.key): names a file that cannot be read");
    write("absent.txt", "\n");
    assertThat(faults(YAML)).containsExactly("APP_DOOR_KEY_FILE (door.key): names an empty file");
    Files.write(folder.resolve("absent.txt"), new byte[] {(byte) 0xC3});
    assertThat(faults(YAML))
        .containsExactly("APP_DOOR_KEY_FILE (door.key): names a file that is not UTF-8");
    Files.write(folder.resolve("absent.txt"), new byte[64 * 1024 + 1]);
    assertThat(faults(YAML))
        .containsExactly("APP_DOOR_KEY_FILE (door.key): names a file of more than 64 KiB");
  }

  @Test
  void aMalformedLineIsReportedByNumberOnly() throws Exception {
    write(".env", "# comment\n\nAPP_NAME=x\nmy-secret-without-key\n=hidden\n");

    assertThat(faults(YAML))
        .containsExactly(
            ".env, line 4: must have the form KEY=VALUE",
            ".env, line 5: must have the form KEY=VALUE");
  }

  @Test
  void aListMayBeWrittenInThreeWays() throws Exception {
    environment.put("APP_GUESTS", "ann, bob,");
    assertThat(load(YAML).settings().door().guests()).containsExactly("ann", "bob");
    environment.put("APP_GUESTS", "[\"ann, the first\", \"bob\"]");
    assertThat(load(YAML).settings().door().guests()).containsExactly("ann, the first", "bob");
    environment.clear();
    assertThat(load("door: {guests: [ann, 'bob']}").settings().door().guests())
        .containsExactly("ann", "bob");
    environment.put("APP_GUESTS", "[\"ann\"");
    assertThat(faults(YAML))
        .containsExactly(
            "APP_GUESTS (door.guests): must be a comma-separated list or a JSON list of strings");
    environment.put("APP_GUESTS", "[1]");
    assertThat(faults(YAML)).hasSize(1);
  }

  @Test
  void allErrorsAreInOneMessageWithoutValues() throws Exception {
    environment.put("APP_DOOR_KEY", "hidden-1\u0000");
    environment.put("APP_GUESTS", "[hidden-2");
    environment.put("APP_OPEN_FOR", "hidden-3");

    assertThatThrownBy(() -> load("nam: hidden-4\n" + YAML))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll(
            "APP_DOOR_KEY (door.key): must not contain NUL",
            "APP_GUESTS (door.guests): must be",
            "APP_OPEN_FOR (door.open_for): must be a duration",
            "nam: is not a key of this file; did you mean name?")
        .message()
        .doesNotContain("hidden");
  }

  @Test
  void anUnusedVariableGivesAWarningWithAHint() throws Exception {
    environment.put("APP_NAEM", "x");
    environment.put("HOME", "/");
    write(".env", "APP_DOR_KEY_FILE=x\nAPP_SOMETHING_QUITE_DIFFERENT=x\nOTHER=x\n");

    assertThat(load(YAML).warnings())
        .containsExactly(
            "APP_DOR_KEY_FILE is set, but nothing in config.yml refers to it;"
                + " did you mean APP_DOOR_KEY?",
            "APP_NAEM is set, but nothing in config.yml refers to it; did you mean APP_NAME?",
            "APP_SOMETHING_QUITE_DIFFERENT is set, but nothing in config.yml refers to it");
  }

  @Test
  void aVariableInsideOtherTextIsRejected() {
    assertThat(faults("name: house of ${APP_NAME}"))
        .containsExactly(
            "name: must be exactly one variable such as ${APP_NAME:-default}, or contain none");
  }

  @Test
  void unsupportedYamlIsRejectedWithItsPositionOnly() {
    assertThat(faults("name: a\nname: b"))
        .containsExactly("line 2, column 1: the key name is given twice");
    assertThat(faults("name: a\n  door: 'hidden"))
        .singleElement()
        .asString()
        .startsWith("line 2, column ")
        .doesNotContain("hidden");
    assertThat(faults("door: &d {key: *d}"))
        .containsExactly("line 1, column 7: anchors are not supported");
    assertThat(faults("- a")).containsExactly("must be keys with values");
    assertThat(faults("door: open")).containsExactly("door: must be an object");
    assertThat(faults("name: [a]")).containsExactly("name: must be a single value");
  }

  @Test
  void aScalarKeepsItsWrittenText() throws Exception {
    assertThat(load("name: 007").settings().name()).isEqualTo("007");
    assertThat(load("name: 1.10").settings().name()).isEqualTo("1.10");
    assertThat(load("name: on").settings().name()).isEqualTo("on");
    assertThat(faults("name: !!java.net.URL on")).hasSize(1);
  }

  @Test
  void theEnvironmentIsReadAsUtf8() {
    Map<String, String> seen =
        new HashMap<>(Map.of("APP_NAME", "Caf\uFFFD", "LATIN", "as java saw"));
    byte[] raw = "APP_NAME=Café=1\0LATIN=?\0EMPTY=\0".getBytes(StandardCharsets.UTF_8);
    raw[raw.length - 9] = (byte) 0xE9;

    ProcessEnvironment.overlay(seen, raw);

    assertThat(seen)
        .containsEntry("APP_NAME", "Café=1")
        .containsEntry("LATIN", "as java saw")
        .containsEntry("EMPTY", "");
  }

  private Loaded<House> load(String yaml) throws InvalidConfigurationException {
    return new ConfigLoader<>(House.class, house -> List.of(), environment, VALIDATOR)
        .load(yaml, folder.resolve("config.yml"));
  }

  private List<String> faults(String yaml) {
    try {
      load(yaml);
      return List.of();
    } catch (InvalidConfigurationException e) {
      return List.copyOf(e.getErrors());
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
