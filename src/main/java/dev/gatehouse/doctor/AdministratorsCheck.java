package dev.gatehouse.doctor;

import java.util.function.Supplier;

/** Whether there is an administrator who can sign in. */
public final class AdministratorsCheck implements Check {
  private final Supplier<DoctorDao> dao;
  private final boolean isEmbedded;

  public AdministratorsCheck(Supplier<DoctorDao> dao, boolean isEmbedded) {
    this.dao = dao;
    this.isEmbedded = isEmbedded;
  }

  @Override
  public String name() {
    return "administrators";
  }

  @Override
  public Need need() {
    return Need.SCHEMA;
  }

  @Override
  public Outcome run() {
    if (dao.get().hasAdministrator()) {
      return Outcome.ok("there is an active one");
    }
    return isEmbedded && !dao.get().hasUsers()
        ? Outcome.ok("the next start of the service makes the first one")
        : Outcome.found(
            FaultCode.ADMINISTRATOR_MISSING,
            "There is no active administrator.",
            "Run `java -jar app.jar create-admin --email … config.yml`.");
  }
}
