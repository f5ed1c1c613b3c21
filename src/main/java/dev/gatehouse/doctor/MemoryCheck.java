package dev.gatehouse.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Whether the memory limit leaves the JVM room beside its heap. */
public final class MemoryCheck implements Check {
  /** What the process takes beside its heap: code, threads, buffers, hashing. */
  private static final double BESIDE_HEAP = 190 << 20;

  private static final double MIB = 1 << 20;

  private final AdminPort node;

  public MemoryCheck(AdminPort node) {
    this.node = node;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Outcome run() {
    Optional<Double> ofNode = node.find("jvm_memory_max_bytes{area=\"heap\"}");
    double heap = ofNode.orElse((double) Runtime.getRuntime().maxMemory());
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
      return Outcome.notChecked("this system does not tell");
    }
    // that of the container, if there is one
    double limit = system.getTotalMemorySize();
    String sizes =
        "the heap of %s may take %.0f MiB of %.0f MiB"
            .formatted(
                ofNode.isPresent() ? "the node here" : "this command", heap / MIB, limit / MIB);
    return heap + BESIDE_HEAP > limit
        ? Outcome.found(
            FaultCode.MEMORY_WITHOUT_HEADROOM,
            "There is no headroom: %s, and the process needs about %.0f MiB beside it."
                .formatted(sizes, BESIDE_HEAP / MIB),
            "Lower -Xmx or -XX:MaxRAMPercentage, or raise the limit: otherwise the kernel kills the"
                + " process.")
        : Outcome.ok(sizes);
  }
}
