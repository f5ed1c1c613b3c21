package dev.gatehouse.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.OperatorException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  private final Path file;

  SecretFileTest(@TempDir Path folder) {
    this.file = folder.resolve("secret");
  }

  @Test
  void aCreatedSecretIsReadFromThenOn() {
    String made = SecretFile.readOrCreate(file, () -> false).reveal();

    assertThat(made).hasSize(64);
    assertThat(SecretFile.readOrCreate(file, () -> true).reveal()).isEqualTo(made);
  }

  @Test
  void aMissingSecretInUseIsNotReplaced() {
    assertThatThrownBy(() -> SecretFile.readOrCreate(file, () -> true))
        .isInstanceOf(OperatorException.class)
        .hasMessageContainingAll(file.toString(), "is missing", "Nothing was written", "backup");
    assertThat(file.getParent()).isEmptyDirectory();
  }

  @Test
  void aTruncatedFileIsRejectedAndNotShown() throws Exception {
    Files.writeString(file, "4711".repeat(7) + "\n");

    assertThatThrownBy(() -> SecretFile.readOrCreate(file, () -> true))
        .isInstanceOf(OperatorException.class)
        .hasMessageContainingAll(file.toString(), "shorter than 32")
        .hasMessageNotContaining("4711");
  }
}
