package dev.gatehouse.jobs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

public enum JobState {
  SCHEDULED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** The name in the database and the API. */
  @JsonValue
  public String key() {
    return key;
  }

  static JobState of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
