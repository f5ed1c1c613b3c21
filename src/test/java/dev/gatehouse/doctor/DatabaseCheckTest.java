package dev.gatehouse.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.doctor.Outcome.Status;
import dev.gatehouse.platform.database.Database;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseCheckTest {
  private static Outcome late(boolean isStarting) {
    return new DatabaseCheck(Optional::<Database>empty, new Opened<>(), () -> isStarting).late();
  }

  @Test
  void aServerThatStartsSlowlyIsNotTakenForFrozen() {
    assertThat(late(true).status()).isEqualTo(Status.NOT_CHECKED);
    assertThat(late(true).seen()).contains("still starting", "postgres.log");
    assertThat(late(false).findings())
        .extracting(Finding::code)
        .containsExactly(FaultCode.DATABASE_NO_ANSWER);
  }
}
