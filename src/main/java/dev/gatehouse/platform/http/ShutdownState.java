package dev.gatehouse.platform.http;

/** Whether this node is on its way out. Safe for use by several threads. */
public final class ShutdownState {
  private volatile boolean draining;

  /** From now on the node is not ready, and every answer ends its connection. */
  public void begin() {
    draining = true;
  }

  public boolean isDraining() {
    return draining;
  }
}
