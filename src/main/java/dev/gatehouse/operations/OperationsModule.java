package dev.gatehouse.operations;

import com.codahale.metrics.health.HealthCheck;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.SchemaCheck;
import dev.gatehouse.platform.http.Drain;
import java.util.List;
import java.util.Map;

/** Wires what operators look at. */
public final class OperationsModule implements Feature {
  private final HealthResource health;
  private final DatabaseHealthCheck databaseHealth;

  public OperationsModule(Database database, SchemaCheck schema, Drain drain) {
    this.health = new HealthResource(database, schema, drain);
    this.databaseHealth = new DatabaseHealthCheck(database);
  }

  @Override
  public List<Object> resources() {
    return List.of(health);
  }

  @Override
  public Map<String, HealthCheck> healthChecks() {
    return Map.of("database", databaseHealth);
  }
}
