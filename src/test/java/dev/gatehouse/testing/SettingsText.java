package dev.gatehouse.testing;

import dev.gatehouse.platform.config.ConfigLoader;
import dev.gatehouse.platform.config.InvalidConfigurationException;
import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.Validator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Loads settings of one record from lines of YAML, in a folder without a .env file. */
public final class SettingsText {
  private static final Validator VALIDATOR = Validators.newValidator();
  private static final Path FILE = Path.of("target/no-such-folder/config.yml");

  private SettingsText() {}

  /** The record given by the lines. */
  public static <S extends Record> S load(Class<S> type, String... lines) {
    try {
      return loader(type).load(String.join("\n", lines), FILE).settings();
    } catch (InvalidConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  /** The errors in the lines; empty if they are valid. */
  public static <S extends Record> List<String> errors(Class<S> type, String... lines) {
    try {
      loader(type).load(String.join("\n", lines), FILE);
      return List.of();
    } catch (InvalidConfigurationException e) {
      return List.copyOf(e.getErrors());
    }
  }

  private static <S extends Record> ConfigLoader<S> loader(Class<S> type) {
    return new ConfigLoader<>(type, settings -> List.of(), Map.of(), VALIDATOR);
  }
}
