package dev.gatehouse.platform.http;

/** Whether this node is shutting down. Thread-safe. */
public final class ShutdownState {
  private volatile boolean draining;

  /** From now on the node is not ready, and every response closes its connection. */
  public void begin() {
    draining = true;
  }

  public boolean isDraining() {
    return draining;
  }
}
