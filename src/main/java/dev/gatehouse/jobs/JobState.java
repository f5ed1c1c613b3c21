package dev.gatehouse.jobs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a job stands. */
public enum JobState {
  SCHEDULED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** As the database and clients know it. */
  @JsonValue
  public String key() {
    return key;
  }

  static JobState of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
