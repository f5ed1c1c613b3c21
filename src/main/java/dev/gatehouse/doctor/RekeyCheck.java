package dev.gatehouse.doctor;

import dev.gatehouse.keyring.RekeyState;
import java.util.function.Supplier;

/** Whether a replacement of the root key was left unfinished. */
public final class RekeyCheck implements Check {
  private final Supplier<DoctorDao> dao;

  public RekeyCheck(Supplier<DoctorDao> dao) {
    this.dao = dao;
  }

  @Override
  public String name() {
    return "rekey";
  }

  @Override
  public Need need() {
    return Need.SCHEMA;
  }

  @Override
  public Outcome run() {
    return dao.get().isRekeyLeft(RekeyState.SILENCE.toSeconds())
        ? Outcome.found(
            FaultCode.REKEY_UNFINISHED,
            "A replacement of the root key was begun and not finished, and nobody is at it.",
            "Run `java -jar app.jar keys rewrap --rekey config.yml` again with the same secrets: it"
                + " goes on where it stopped. Until it is through, what leaked may still be"
                + " accepted.")
        : Outcome.ok("no replacement of the root key was left");
  }
}
