package dev.gatehouse.doctor;

import java.util.function.Supplier;

/** Whether a replacement of the root key was left unfinished. */
public final class RekeyCheck implements Check {
  /** After that long another run may take it over. */
  private static final long SILENCE_SECONDS = 15;

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
    return dao.get().isRekeyLeft(SILENCE_SECONDS)
        ? Outcome.found(
            FaultCode.REKEY_UNFINISHED,
            "A replacement of the root key was begun and not finished, and nobody is at it.",
            "Run `java -jar app.jar keys rewrap --rekey config.yml` again with the same secrets: it"
                + " goes on where it stopped. Until it is through, what leaked may still be"
                + " accepted.")
        : Outcome.ok("no replacement of the root key was left");
  }
}
