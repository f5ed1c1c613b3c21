package dev.gatehouse.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** How many files and sockets the process may have open. */
public final class DescriptorsCheck implements Check {
  private static final double LEAST = 4096;

  private final AdminPort node;

  public DescriptorsCheck(AdminPort node) {
    this.node = node;
  }

  @Override
  public String name() {
    return "descriptors";
  }

  @Override
  public Outcome run() {
    Optional<Double> ofNode = node.find("process_max_fds");
    Optional<Double> most = ofNode.or(DescriptorsCheck::own);
    if (most.isEmpty()) {
      return Outcome.notChecked("this system does not tell");
    }
    String limit =
        "%.0f for %s"
            .formatted(
                most.get(),
                ofNode.isPresent() ? "the node here" : "this command, as no node answers");
    return most.get() < LEAST
        ? Outcome.found(
            FaultCode.DESCRIPTORS_LOW,
            "The limit of open files is %s; each connection takes one.".formatted(limit),
            "Raise it: LimitNOFILE=65536 in the unit, ulimit -n 65536 in a shell, --ulimit"
                + " nofile=65536 for a container.")
        : Outcome.ok(limit);
  }

  private static Optional<Double> own() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? Optional.of((double) unix.getMaxFileDescriptorCount())
        : Optional.empty();
  }
}
