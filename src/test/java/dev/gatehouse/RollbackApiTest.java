package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** {@code db rollback}, which takes data away. */
class RollbackApiTest {
  private final DatabaseUrl database = TestDatabase.migrated();
  private final SettableClock clock = SettableClock.ofToday();
  private final Operator operator = new Operator(database, clock);
  private final int all = applied();

  @Test
  void whatCannotBeTakenBackOrWasNotAgreedToIsRefusedAndNothingChanges() {
    assertRefused("only " + all + " are applied", "--count", "9999", "--yes");
    assertRefused("only " + all + " are applied", "--count", "9999");
    assertRefused("at least 1", "--count", "0", "--yes");
    assertRefused("Add --yes", "--count", "1");
    assertRefused("Add --yes", "--count", "1", "--force");
  }

  @Test
  void whileANodeLivesItTakesForceAndAfterwardsNone() {
    try (Service service = Service.startOn(database, clock)) {
      assertThat(service.get("/readyz").answer().status()).isEqualTo(200);
      assertRefused("is in use", "--count", "1", "--yes");

      assertThat(rollback("--count", "1", "--yes", "--force").exitCode()).isZero();
      assertThat(applied()).isEqualTo(all - 1);
    }

    assertThat(rollback("--count", "1", "--yes").exitCode()).isZero();
    assertThat(applied()).isEqualTo(all - 2);
  }

  private void assertRefused(String why, String... arguments) {
    Operator.Done done = rollback(arguments);
    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.errors()).contains(why).doesNotContain("\tat ");
    assertThat(applied()).isEqualTo(all);
  }

  private Operator.Done rollback(String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "db";
    command[1] = "rollback";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return operator.run("yes\n", command);
  }

  private int applied() {
    return Integer.parseInt(TestDatabase.text(database, "select count(*) from databasechangelog"));
  }
}
