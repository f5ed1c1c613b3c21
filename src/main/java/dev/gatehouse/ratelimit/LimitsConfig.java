package dev.gatehouse.ratelimit;

/**
 * The limits.
 *
 * @param enabled whether anything is limited
 */
public record LimitsConfig(Boolean enabled) {
  public LimitsConfig {
    enabled = enabled == null ? true : enabled;
  }
}
