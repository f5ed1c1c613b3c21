package dev.gatehouse.doctor;

import dev.gatehouse.keyring.KeyRing;
import dev.gatehouse.platform.config.OperatorException;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the secret fits what the database stores. */
public final class KeyRingCheck implements Check {
  private final Supplier<Optional<KeyRing>> find;
  private final Opened<KeyRing> opened;

  /**
   * The check.
   *
   * @param find reads the ring; empty if there is none yet
   * @param opened gets it
   */
  public KeyRingCheck(Supplier<Optional<KeyRing>> find, Opened<KeyRing> opened) {
    this.find = find;
    this.opened = opened;
  }

  @Override
  public String name() {
    return "key_ring";
  }

  @Override
  public Need need() {
    return Need.SCHEMA;
  }

  @Override
  public Optional<Need> opens() {
    return Optional.of(Need.KEYS);
  }

  @Override
  public Outcome run() {
    Optional<KeyRing> ring;
    try {
      ring = find.get();
    } catch (OperatorException e) {
      return Outcome.found(
          Finding.of(
              FaultCode.SECRET_DOES_NOT_FIT,
              e,
              "Restore what it names from a backup, or set the secret that fits."));
    }
    if (ring.isEmpty()) {
      return Outcome.notChecked("there is none yet: the first start of a node makes it");
    }
    opened.set(ring.get());
    return ring.get().isUnderCurrent()
        ? Outcome.ok("the secret fits")
        : Outcome.found(
            FaultCode.KEY_RING_UNDER_PREVIOUS,
            "The key ring is wrapped under APP_JWT_SECRET_PREVIOUS.",
            "Before you remove that, run `java -jar app.jar keys rewrap config.yml`.");
  }
}
