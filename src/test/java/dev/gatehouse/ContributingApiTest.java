package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.Document.Step;
import dev.gatehouse.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContributingApiTest {
  @Test
  void theFeatureThatIsAddedAnswersAsShown(@TempDir Path folder)
      throws IOException, InterruptedException {
    List<Step> steps = new ArrayList<>(Document.of("README.md").steps("A walk").subList(0, 5));
    steps.addAll(Document.of("CONTRIBUTING.md").steps("Adding a feature"));
    assertThat(steps).hasSizeGreaterThan(8);

    Path home = folder.resolve("home");
    try (ServiceProcess service = new ExtendedService(folder).start(home, Map.of())) {
      new Walk(service, home).check(steps);
    }
  }
}
