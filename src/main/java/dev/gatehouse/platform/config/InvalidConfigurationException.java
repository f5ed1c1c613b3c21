package dev.gatehouse.platform.config;

import io.dropwizard.configuration.ConfigurationException;
import java.util.List;

/** Everything that is wrong with the settings, without any value. */
public final class InvalidConfigurationException extends ConfigurationException {
  InvalidConfigurationException(String file, List<String> errors) {
    super(file, errors);
  }
}
