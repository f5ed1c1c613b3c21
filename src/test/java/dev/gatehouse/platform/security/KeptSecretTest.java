package dev.gatehouse.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.OperatorFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSecretTest {
  private final Path file;

  KeptSecretTest(@TempDir Path folder) {
    this.file = folder.resolve("secret");
  }

  @Test
  void whatWasMadeOnceIsReadFromThenOn() {
    String made = KeptSecret.readOrMake(file, () -> false).reveal();

    assertThat(made).hasSize(64);
    assertThat(KeptSecret.readOrMake(file, () -> true).reveal()).isEqualTo(made);
  }

  @Test
  void aSecretThatIsInUseAndGoneIsNotMadeAnew() {
    assertThatThrownBy(() -> KeptSecret.readOrMake(file, () -> true))
        .isInstanceOf(OperatorFailure.class)
        .hasMessageContainingAll(file.toString(), "gone", "Nothing was written", "backup");
    assertThat(file.getParent()).isEmptyDirectory();
  }

  @Test
  void aFileThatWasCutIsRefusedAndNotShown() throws Exception {
    Files.writeString(file, "4711".repeat(7) + "\n");

    assertThatThrownBy(() -> KeptSecret.readOrMake(file, () -> true))
        .isInstanceOf(OperatorFailure.class)
        .hasMessageContainingAll(file.toString(), "shorter than 32")
        .hasMessageNotContaining("4711");
  }
}
