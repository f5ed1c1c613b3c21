package dev.gatehouse.platform.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.platform.config.ConfigLoader.Loaded;
import dev.gatehouse.platform.problems.FieldError;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.ConfigurationFactoryFactory;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes Dropwizard read settings with {@link ConfigLoader} instead of Jackson.
 *
 * @param <C> Dropwizard's configuration class
 * @param <S> the root record of the settings
 */
public final class LayeredConfigurationFactory<C, S extends Record>
    implements ConfigurationFactoryFactory<C> {
  private static final String DEFAULT_FILE = "config.yml";

  private final Class<S> type;
  private final Function<S, List<FieldError>> warnings;
  private final Function<Loaded<S>, C> configuration;
  private final Map<String, String> environment;

  public LayeredConfigurationFactory(
      Class<S> type,
      Function<S, List<FieldError>> warnings,
      Function<Loaded<S>, C> configuration,
      Map<String, String> environment) {
    this.type = type;
    this.warnings = warnings;
    this.configuration = configuration;
    this.environment = environment;
  }

  @Override
  public ConfigurationFactory<C> create(
      Class<C> klass, Validator validator, ObjectMapper mapper, String propertyPrefix) {
    ConfigLoader<S> loader = new ConfigLoader<>(type, warnings, environment, validator);
    return new ConfigurationFactory<>() {
      @Override
      public C build(ConfigurationSourceProvider provider, String path)
          throws ConfigurationException {
        String yaml;
        try (InputStream in = provider.open(path)) {
          yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
          throw new InvalidConfigurationException(
              path, List.of("cannot be read; check that it exists and is a file"));
        }
        return configuration.apply(loader.load(yaml, Path.of(path)));
      }

      @Override
      public C build() throws ConfigurationException {
        return build(new FileConfigurationSourceProvider(), DEFAULT_FILE);
      }
    };
  }
}
