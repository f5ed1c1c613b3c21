package dev.gatehouse;

import io.dropwizard.core.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings as Dropwizard passes them to the application. */
public final class GatehouseConfiguration extends Configuration {
  private final Settings settings;
  private final Path directory;
  private final List<String> warnings;

  /**
   * Settings as they were read.
   *
   * @param directory the folder of config.yml, which relative paths start from
   */
  public GatehouseConfiguration(Settings settings, Path directory, List<String> warnings) {
    this.settings = settings;
    this.directory = directory;
    this.warnings = List.copyOf(warnings);
  }

  public Settings settings() {
    return settings;
  }

  /** The folder of config.yml. */
  public Path directory() {
    return directory;
  }

  /** The absolute folder of the embedded database, its secrets and its mails. */
  public Path dataDir() {
    return directory.resolve(settings.dataDir()).toAbsolutePath().normalize();
  }

  /** Where mails go that no SMTP server takes; there is such a folder beside the database alone. */
  public Optional<Path> mailFolder() {
    return settings.embedded() ? Optional.of(dataDir().resolve("mail")) : Optional.empty();
  }

  /** Warnings for the operator; they stop nothing and hold no secret. */
  public List<String> warnings() {
    return warnings;
  }
}
