package dev.gatehouse.platform.rest;

import io.dropwizard.core.validation.InjectValidatorFeature;
import io.dropwizard.jersey.DropwizardResourceConfig;
import java.util.Set;
import java.util.TreeSet;
import org.glassfish.jersey.server.ResourceConfig;

/** Dropwizard's configuration of Jersey, which {@link JerseySetup} replaces with its own. */
final class ReplacedJersey {
  private ReplacedJersey() {}

  /** Fails if anything was added to the configuration, as it would have no effect. */
  static void requireUntouched(ResourceConfig config) {
    Set<String> added = contents(config);
    added.removeAll(contents(new DropwizardResourceConfig()));
    added.remove(InjectValidatorFeature.class.getName());
    if (!added.isEmpty()) {
      throw new IllegalStateException(
          """
          environment.jersey() is not in use, so this has no effect: %s. Return resources and \
          providers from Feature.resources(), and set properties in JerseySetup.\
          """
              .formatted(String.join(", ", added)));
    }
  }

  private static Set<String> contents(ResourceConfig config) {
    Set<String> contents = new TreeSet<>();
    config.getClasses().forEach(type -> contents.add(type.getName()));
    config.getInstances().stream()
        // wraps an instance whose class is among the above
        .filter(instance -> !(instance instanceof DropwizardResourceConfig.SpecificBinder))
        .forEach(instance -> contents.add(instance.getClass().getName()));
    config.getResources().forEach(resource -> contents.add(resource.getPath()));
    contents.addAll(config.getPropertyNames());
    return contents;
  }
}
