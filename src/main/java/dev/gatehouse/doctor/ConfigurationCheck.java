package dev.gatehouse.doctor;

import java.util.List;
import java.util.Map;

/** The settings: what keeps the service from starting, and what is worth a warning. */
public final class ConfigurationCheck implements Check {
  private static final String NAME = "configuration";
  private static final String NOTE = "note: ";
  private static final String REMEDY = "docs/settings.md tells what each key takes.";

  private final List<String> warnings;

  /** Of settings that are valid. */
  public ConfigurationCheck(List<String> warnings) {
    this.warnings = List.copyOf(warnings);
  }

  /** The report on settings that are not valid, with which nothing else can be checked. */
  public static Report ofInvalid(List<String> errors) {
    return new Report(
        Map.of(
            NAME,
            Outcome.of(
                errors.stream()
                    .map(
                        error ->
                            error.startsWith(NOTE)
                                ? warning(error.substring(NOTE.length()))
                                : new Finding(FaultCode.CONFIG_INVALID, error, REMEDY))
                    .toList(),
                "")));
  }

  private static Finding warning(String text) {
    return new Finding(FaultCode.CONFIG_WARNING, text, REMEDY);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Outcome run() {
    return Outcome.of(
        warnings.stream().map(ConfigurationCheck::warning).toList(), "the settings are valid");
  }
}
