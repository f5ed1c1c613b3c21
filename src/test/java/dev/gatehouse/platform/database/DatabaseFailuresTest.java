package dev.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class DatabaseFailuresTest {
  @Test
  void temporaryFailuresAreUnavailable() {
    for (String state : new String[] {"08006", "53300", "57P01", "57P03", "57014"}) {
      assertThat(DatabaseFailures.isUnavailable(wrapped(new SQLException("x", state))))
          .as(state)
          .isTrue();
    }
    assertThat(DatabaseFailures.isUnavailable(wrapped(new SQLTransientConnectionException("x"))))
        .isTrue();
  }

  @Test
  void aMistakeInSqlIsNotUnavailable() {
    assertThat(DatabaseFailures.isUnavailable(wrapped(new SQLException("x", "42601")))).isFalse();
    assertThat(DatabaseFailures.isUnavailable(wrapped(new SQLException("x")))).isFalse();
    assertThat(DatabaseFailures.isUnavailable(new IllegalStateException("x"))).isFalse();
  }

  private static RuntimeException wrapped(SQLException e) {
    return new IllegalStateException(new RuntimeException(e));
  }
}
