package dev.gatehouse.doctor;

import dev.gatehouse.platform.migrations.SchemaState;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the schema is that of this release. */
public final class SchemaStateCheck implements Check {
  private final Supplier<SchemaState> state;
  private final boolean isEmbedded;

  public SchemaStateCheck(Supplier<SchemaState> state, boolean isEmbedded) {
    this.state = state;
    this.isEmbedded = isEmbedded;
  }

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public Need need() {
    return Need.DATABASE;
  }

  @Override
  public Optional<Need> opens() {
    return Optional.of(Need.SCHEMA);
  }

  @Override
  public Outcome run() {
    SchemaState found = state.get();
    int missing = found.pending().size();
    if (found.isBehind() && isEmbedded) {
      return Outcome.notChecked("it is behind: the next start of the service migrates it");
    }
    if (found.isBehind()) {
      return Outcome.found(
          FaultCode.SCHEMA_BEHIND,
          "The schema is behind: %d of %d change sets are missing; the first is %s."
              .formatted(missing, missing + found.applied().size(), found.pending().get(0)),
          "Run `java -jar app.jar db migrate config.yml`, then start the nodes again.");
    }
    return found.isAhead()
        ? Outcome.found(
            FaultCode.SCHEMA_AHEAD,
            "The schema is ahead of this release: it has %s of a newer one."
                .formatted(String.join(", ", found.unknown())),
            "Bring this node to the newer release. If that one was given up, roll the schema back"
                + " with it (`db rollback`).")
        : Outcome.ok("it is that of this release");
  }
}
