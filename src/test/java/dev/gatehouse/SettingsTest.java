package dev.gatehouse;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.ConfigLoader;
import dev.gatehouse.platform.config.InvalidConfigurationException;
import dev.gatehouse.platform.problems.FieldError;
import io.dropwizard.jersey.validation.Validators;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Path FILE = Path.of("config.yml");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(APP_[A-Z_]+)");
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String DATABASE = "postgresql://gate:hidden-word@db.example/gate";

  private final Path folder;

  SettingsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theFileOfTheProjectGivesTheDefaultsOfTheRecords() throws Exception {
    Settings ofTheRecords =
        load(Settings.class, "data_dir: ./data", "database: {pool_size: 20, pool_overflow: 10}");

    Lines.assertSame(
        "config.yml must give the defaults of the records; put right whichever is wrong:",
        components(read(Files.readString(FILE), Map.of()).settings()),
        components(ofTheRecords));
  }

  private static List<String> components(Settings settings) {
    return List.of(settings.toString().split(", |(?<=\\[)", -1));
  }

  @Test
  void theFileOfTheProjectHoldsAVariableForEveryKey() throws Exception {
    String yaml = Files.readString(FILE);
    Map<String, String> nonsense =
        VARIABLE.matcher(yaml).results().collect(toMap(found -> found.group(1), found -> "\u0000"));

    assertThat(keys(yaml))
        .filteredOn(line -> !VARIABLE.matcher(line).find())
        .as("lines of config.yml that need a variable, ${APP_…:-default}, as their value")
        .isEmpty();
    assertThatThrownBy(() -> read(yaml, nonsense))
        .isInstanceOfSatisfying(
            InvalidConfigurationException.class,
            refused ->
                assertThat(refused.getErrors())
                    .as("one fault for each key of config.yml, as none may be a control character")
                    .hasSameSizeAs(keys(yaml))
                    .allSatisfy(error -> assertThat(error).startsWith("APP_")));
  }

  @Test
  void anExternalDatabaseAsksForASecret() {
    assertThat(errors(Settings.class, "database: {url: '" + DATABASE + "'}"))
        .singleElement()
        .asString()
        .startsWith("tokens.secret: must be set")
        .doesNotContain("hidden-word");
    assertThat(
            errors(
                Settings.class,
                "database: {url: '" + DATABASE + "'}",
                "tokens: {secret: " + SECRET + "}"))
        .isEmpty();
  }

  @Test
  void verifiedAddressesAskForAMailServerUnlessMailsAreFiles() {
    String users = "users: {require_verified_email: true}";
    String tokens = "tokens: {secret: " + SECRET + "}";
    String database = "database: {url: '" + DATABASE + "'}";
    assertThat(errors(Settings.class, users, tokens, database))
        .singleElement()
        .asString()
        .startsWith("mail.smtp_url: must be set")
        .contains("APP_REQUIRE_VERIFIED_EMAIL");
    assertThat(
            errors(
                Settings.class, users, tokens, database, "mail: {smtp_url: 'smtp://m.example:25'}"))
        .isEmpty();
    assertThat(errors(Settings.class, users)).isEmpty();
  }

  @Test
  void aMissingMailServerAndACheapHashAreWarnedOf() {
    Settings settings =
        load(
            Settings.class,
            "database: {url: '" + DATABASE + "'}",
            "tokens: {secret: " + SECRET + "}",
            "passwords: {bcrypt_cost: 4}");

    assertThat(settings.warnings())
        .extracting(FieldError::field)
        .containsExactly("passwords.bcrypt_cost", "mail.smtp_url");
    assertThat(load(Settings.class).warnings()).isEmpty();
  }

  @Test
  void aSenderThatIsMadeUpIsWarnedOf() {
    String server = "smtp_url: 'smtp://mail.example.com:25'";

    assertThat(load(Settings.class, "mail: {" + server + "}").warnings())
        .extracting(FieldError::field)
        .containsExactly("mail.from");
    assertThat(load(Settings.class, "mail: {" + server + ", from: gate@example.com}").warnings())
        .isEmpty();
  }

  @Test
  void aSecretThatOthersWouldNeedIsWarnedOf() {
    assertThat(load(Settings.class, "tokens: {audience: shop}").warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.field()).isEqualTo("tokens.algorithm");
              assertThat(warning.message()).contains("APP_JWT_ALGORITHM=ES256");
            });
    assertThat(load(Settings.class, "tokens: {audience: shop, algorithm: ES256}").warnings())
        .isEmpty();
    assertThat(load(Settings.class, "keys: {rotate_every: 90d}").warnings())
        .extracting(FieldError::field)
        .containsExactly("keys.rotate_every");
  }

  @Test
  void theIssuerIsThePublicUrlUnlessSet() {
    assertThat(load(Settings.class, "http: {public_url: 'https://a.example'}").tokens().issuer())
        .isEqualTo("https://a.example");
    assertThat(load(Settings.class, "tokens: {issuer: me}").tokens().issuer()).isEqualTo("me");
  }

  @Test
  void aBadNameIsNamed() {
    assertThat(errors(Settings.class, "name: ' '"))
        .containsExactly("name: must have 1 to 100 characters and no control character");
    assertThat(errors(Settings.class, "name: \"a\\nb\"")).hasSize(1);
    assertThat(errors(Settings.class, "name: 'Gate: \"house\" # ''two'''")).isEmpty();
  }

  @Test
  void dropwizardsOwnKeysAreNoneOfThisFile() {
    assertThat(errors(Settings.class, "server: {}", "logging: {}", "tokens: {secrte: x}"))
        .containsExactly(
            "logging: is not a key of this file",
            "server: is not a key of this file",
            "tokens.secrte: is not a key of this file; did you mean secret?");
  }

  @Test
  void theDataFolderLiesBesideTheFile() {
    Settings settings = load(Settings.class, "data_dir: ./data");

    assertThat(new GatehouseConfiguration(settings, folder, List.of()).dataDir())
        .isEqualTo(folder.resolve("data"));
    assertThat(
            new GatehouseConfiguration(load(Settings.class, "data_dir: /d"), folder, List.of())
                .dataDir())
        .isEqualTo(Path.of("/d"));
  }

  private static List<String> keys(String yaml) {
    return yaml.lines().filter(line -> line.matches(" *[a-z_]+: [^#]+")).toList();
  }

  private ConfigLoader.Loaded<Settings> read(String yaml, Map<String, String> environment)
      throws InvalidConfigurationException {
    return new ConfigLoader<>(
            Settings.class, Settings::warnings, environment, Validators.newValidator())
        .load(yaml, folder.resolve("config.yml"));
  }
}
