package dev.gatehouse.platform.config;

import io.dropwizard.configuration.ConfigurationException;
import java.util.List;

/** Lists everything that is wrong with the settings, without quoting values. */
public final class InvalidConfigurationException extends ConfigurationException {
  InvalidConfigurationException(String file, List<String> errors) {
    super(file, errors);
  }
}
