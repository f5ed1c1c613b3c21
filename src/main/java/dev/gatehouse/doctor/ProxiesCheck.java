package dev.gatehouse.doctor;

import java.util.Optional;

/** Whether the node here sees X-Forwarded-For from proxies that it does not trust. */
public final class ProxiesCheck implements Check {
  private static final String SEEN = "gatehouse_untrusted_forwarded_total";

  private final AdminPort node;

  public ProxiesCheck(AdminPort node) {
    this.node = node;
  }

  @Override
  public String name() {
    return "proxies";
  }

  @Override
  public Outcome run() {
    Optional<Double> seen = node.find(SEEN);
    if (seen.isEmpty()) {
      return Outcome.notChecked("no node answers at the admin port");
    }
    return seen.get() > 0
        ? Outcome.found(
            FaultCode.PROXY_NOT_TRUSTED,
            "X-Forwarded-For came from an address that is not in APP_TRUSTED_PROXIES (requests: %.0f)."
                .formatted(seen.get()),
            "If that is your proxy (the log names it as peer), add it: until then all its clients"
                + " count as one.")
        : Outcome.ok("X-Forwarded-For came from trusted proxies alone");
  }
}
