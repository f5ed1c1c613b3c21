package dev.gatehouse.doctor;

import java.time.Duration;
import java.util.Optional;

/** Looks for faults of one kind, and changes nothing. */
public interface Check {
  /** What a check stands on; each includes those before it. */
  enum Need {
    NOTHING("nothing"),
    DATABASE("the database"),
    SCHEMA("an up-to-date schema and the rights on it"),
    KEYS("the key ring");

    private final String words;

    Need(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** In snake case. */
  String name();

  default Need need() {
    return Need.NOTHING;
  }

  /** What other checks may stand on once this one has found no fault. */
  default Optional<Need> opens() {
    return Optional.empty();
  }

  /** How long it may take. */
  default Duration limit() {
    return Duration.ofSeconds(6);
  }

  /** Runs on a thread of its own; may throw, which is reported as not checked. */
  Outcome run();

  /** What it means that {@link #run} took longer than the limit. */
  default Outcome late() {
    return Outcome.notChecked("took longer than %d s".formatted(limit().toSeconds()));
  }
}
