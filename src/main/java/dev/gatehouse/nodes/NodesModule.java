package dev.gatehouse.nodes;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.database.Database;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;

public final class NodesModule implements Feature {
  private static final Duration SWEEPING = Duration.ofDays(1);

  private final Nodes nodes;

  public NodesModule(Database database) {
    this.nodes = new Nodes(database.dao(NodeDao.class));
  }

  public Nodes nodes() {
    return nodes;
  }

  @Override
  public List<Managed> managed() {
    return List.of(nodes);
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(
        new RecurringTask("nodes.beat", Nodes.BEAT, nodes::beat),
        new RecurringTask("nodes.sweep", SWEEPING, nodes::sweep));
  }
}
