package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.Document.Step;
import dev.gatehouse.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkApiTest {
  @Test
  void theCommandsOfTheDocumentsAnswerAsShownAndTheServiceEndsWell(@TempDir Path folder)
      throws IOException, InterruptedException {
    List<Step> walk = Document.of("README.md").steps("A walk");
    List<Step> more = Document.of("docs/api.md").steps();
    assertThat(walk).hasSize(10);
    assertThat(more).hasSizeGreaterThan(10);
    List<Step> all = new ArrayList<>(walk);
    all.addAll(more);
    all.addAll(Document.of("docs/rights.md").steps());

    try (ServiceProcess service = ServiceProcess.startIn(folder)) {
      new Walk(service, folder).check(all);

      assertThat(service.stop()).isZero();
    }
  }
}
