package dev.gatehouse.doctor;

import dev.gatehouse.platform.database.DatabaseUrl;
import java.util.Optional;
import java.util.Set;

/** Whether the way to a database on another machine is encrypted for certain. */
public final class DatabaseTlsCheck implements Check {
  private static final Set<String> CERTAIN = Set.of("require", "verify-ca", "verify-full");

  private final Optional<DatabaseUrl> url;

  /** Of an external database; empty for the embedded one. */
  public DatabaseTlsCheck(Optional<DatabaseUrl> url) {
    this.url = url;
  }

  @Override
  public String name() {
    return "database_tls";
  }

  @Override
  public Outcome run() {
    if (url.filter(DatabaseUrl::leavesMachine).isEmpty()) {
      return Outcome.ok("the database is on this machine");
    }
    Optional<String> mode = url.get().tlsMode();
    return mode.filter(CERTAIN::contains).isPresent()
        ? Outcome.ok("sslmode is " + mode.get())
        : Outcome.found(
            FaultCode.DATABASE_WITHOUT_TLS,
            "The database %s is another machine, and sslmode %s: the connection may go unencrypted."
                .formatted(url.get(), mode.map(text -> "is " + text).orElse("is not set")),
            "Add sslmode=verify-full to APP_DATABASE_URL (with sslrootcert=… for a CA of your own),"
                + " or sslmode=require.");
  }
}
