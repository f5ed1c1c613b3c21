package dev.gatehouse.platform.config;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.RecordBinder;
import dev.gatehouse.platform.problems.FieldError;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads settings into a record, or reports everything that is wrong with them at once.
 *
 * @param <S> the root record
 */
public final class ConfigLoader<S extends Record> {
  private final Class<S> type;
  private final Function<S, List<FieldError>> warnings;
  private final Map<String, String> environment;
  private final RecordBinder binder;

  /**
   * Creates a loader.
   *
   * @param warnings finds what is valid but worth a warning, by key
   */
  public ConfigLoader(
      Class<S> type,
      Function<S, List<FieldError>> warnings,
      Map<String, String> environment,
      Validator validator) {
    this.type = type;
    this.warnings = warnings;
    this.environment = Map.copyOf(environment);
    this.binder =
        new RecordBinder(
            ConfigValues.converters(),
            (name, known) -> "is not a key of this file" + SpellingSuggestion.hint(name, known),
            validator);
  }

  /**
   * Valid settings.
   *
   * @param directory the folder that contains the file
   * @param warnings messages for the operator
   */
  public record Loaded<S>(S settings, Path directory, List<String> warnings) {}

  /**
   * Loads the YAML text of a file.
   *
   * @throws InvalidConfigurationException with everything that is wrong
   */
  public Loaded<S> load(String yaml, Path file) throws InvalidConfigurationException {
    Path directory = file.toAbsolutePath().normalize().getParent();
    if (directory == null) {
      throw new InvalidConfigurationException(file.toString(), List.of("is not a file"));
    }
    ObjectNode tree;
    try {
      tree = YamlTree.parse(yaml);
    } catch (YamlTree.Unreadable e) {
      throw new InvalidConfigurationException(
          file.toString(), List.of(String.valueOf(e.getMessage())));
    }
    FieldErrors errors = new FieldErrors();
    LayeredSource source =
        new LayeredSource(environment, dotEnv(directory, errors), new SecretFiles(directory));
    LayeredSource.Resolved resolved = source.resolve(tree, errors);
    Optional<S> settings = binder.bind(resolved.tree(), type, errors);
    if (settings.isEmpty()) {
      List<String> messages = sentences(errors.list(), resolved.variables());
      resolved.strays().forEach(stray -> messages.add("note: " + stray));
      throw new InvalidConfigurationException(file.toString(), messages);
    }
    List<String> loadedWarnings = sentences(warnings.apply(settings.get()), resolved.variables());
    loadedWarnings.addAll(resolved.strays());
    return new Loaded<>(settings.get(), directory, List.copyOf(loadedWarnings));
  }

  private static Map<String, String> dotEnv(Path directory, FieldErrors errors) {
    try {
      return DotEnv.parse(Files.readString(directory.resolve(".env")), errors);
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      errors.add(".env", "cannot be read as UTF-8 text");
      return Map.of();
    }
  }

  private static List<String> sentences(List<FieldError> errors, Map<String, String> variables) {
    List<String> sentences = new ArrayList<>();
    for (FieldError error : errors.stream().sorted(comparing(FieldError::field)).toList()) {
      String variable = variables.get(error.field());
      String subject = variable == null ? error.field() : variable + " (" + error.field() + ")";
      sentences.add(subject + ": " + error.message());
    }
    return sentences;
  }
}
