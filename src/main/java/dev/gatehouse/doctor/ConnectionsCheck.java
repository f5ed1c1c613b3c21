package dev.gatehouse.doctor;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Whether the server has a connection for each that the pools of all nodes may open. */
public final class ConnectionsCheck implements Check {
  private final Supplier<DoctorDao> dao;
  private final LiveNodes nodes;
  private final int perNode;
  private final BooleanSupplier isPooled;

  /**
   * The check.
   *
   * @param perNode the size of a node's pool, if it is that of these settings
   * @param isPooled whether a pooler stands between
   */
  public ConnectionsCheck(
      Supplier<DoctorDao> dao, LiveNodes nodes, int perNode, BooleanSupplier isPooled) {
    this.dao = dao;
    this.nodes = nodes;
    this.perNode = perNode;
    this.isPooled = isPooled;
  }

  @Override
  public String name() {
    return "connections";
  }

  @Override
  public Need need() {
    return Need.SCHEMA;
  }

  @Override
  public Outcome run() {
    if (isPooled.getAsBoolean()) {
      return Outcome.notChecked("a pooler stands before the server, and its own limits count");
    }
    int live = Math.max(1, nodes.count());
    int wanted = live * perNode;
    int most = dao.get().connectionLimit().least();
    String sum =
        "%d node%s with up to %d connections each, and the role can have %d"
            .formatted(live, live == 1 ? "" : "s", perNode, most);
    return wanted > most
        ? Outcome.found(
            FaultCode.CONNECTIONS_TOO_FEW,
            "There are not enough connections: " + sum + ".",
            "Raise max_connections (or the limit of the role or database), lower"
                + " APP_DATABASE_POOL_SIZE and APP_DATABASE_POOL_OVERFLOW, or put PgBouncer between.")
        : Outcome.ok(sum);
  }
}
