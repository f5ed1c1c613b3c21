package dev.gatehouse.operations;

import com.codahale.metrics.health.HealthCheck;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.http.ShutdownState;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.migrations.SchemaCheck;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

public final class OperationsModule implements Feature {
  private static final Duration COMPARING = Duration.ofMinutes(1);

  private final Database database;
  private final HealthResource health;
  private final DatabaseHealthCheck databaseHealth;
  private final ClockCheck clockCheck;

  public OperationsModule(
      Database database, SchemaCheck schema, ShutdownState shutdown, Clock clock) {
    this.database = database;
    this.health = new HealthResource(database, schema, shutdown);
    this.databaseHealth = new DatabaseHealthCheck(database);
    this.clockCheck = ClockCheck.on(database, clock);
  }

  @Override
  public void showIn(Metrics metrics) {
    metrics.poolGauges(database::active, database::idle, database::waiting, database::maximum);
    clockCheck.addTo(metrics);
  }

  @Override
  public List<Object> resources() {
    return List.of(health);
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(new RecurringTask("clock.compare", COMPARING, clockCheck::compare));
  }

  @Override
  public Map<String, HealthCheck> healthChecks() {
    return Map.of("database", databaseHealth);
  }
}
