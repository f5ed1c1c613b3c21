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
 * Reads settings into a record, or names everything that is wrong with them at once.
 *
 * @param <S> the record at the root
 */
public final class ConfigLoader<S extends Record> {
  private final Class<S> type;
  private final Function<S, List<FieldError>> warnings;
  private final Map<String, String> environment;
  private final RecordBinder binder;

  /**
   * A loader of one kind of settings.
   *
   * @param warnings what the operator should know of good settings, by key
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
            ConfigValues.conversions(),
            (name, known) -> "is not a key of this file" + SpellingSuggestion.hint(name, known),
            validator);
  }

  /**
   * Settings that hold.
   *
   * @param directory the folder of the file
   * @param warnings what the operator should know all the same
   */
  public record Loaded<S>(S settings, Path directory, List<String> warnings) {}

  /**
   * The settings in the YAML text of a file.
   *
   * @throws InvalidConfigurationException if anything is wrong; it says all of it
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
    FieldErrors faults = new FieldErrors();
    LayeredSource source =
        new LayeredSource(environment, dotEnv(directory, faults), new SecretFiles(directory));
    LayeredSource.Resolved resolved = source.resolve(tree, faults);
    Optional<S> settings = binder.bind(resolved.tree(), type, faults);
    if (settings.isEmpty()) {
      List<String> errors = sentences(faults.list(), resolved.variables());
      resolved.strays().forEach(stray -> errors.add("by the way, " + stray));
      throw new InvalidConfigurationException(file.toString(), errors);
    }
    List<String> said = sentences(warnings.apply(settings.get()), resolved.variables());
    said.addAll(resolved.strays());
    return new Loaded<>(settings.get(), directory, List.copyOf(said));
  }

  private static Map<String, String> dotEnv(Path directory, FieldErrors faults) {
    try {
      return DotEnv.parse(Files.readString(directory.resolve(".env")), faults);
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      faults.add(".env", "cannot be read as a file in UTF-8");
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
