package dev.gatehouse.keyring;

import java.time.Duration;
import java.util.UUID;

/**
 * A replacement of the root key that is under way.
 *
 * @param epoch of the new key
 * @param phase the name of a {@link Phase}
 * @param rows how many rows the step that is next has changed
 * @param runner who does it
 * @param silentSeconds since that one was last heard of
 */
public record RekeyState(long epoch, String phase, long rows, UUID runner, long silentSeconds) {
  /** A run that was not heard of for longer is taken for dead, and another may take over. */
  public static final Duration SILENCE = Duration.ofSeconds(15);

  /** How far it is. */
  enum Phase {
    /** The new key is in the ring and reads. */
    PREPARED,
    /** It makes new data, and the old one reads. */
    SWITCHED,
    /** Nothing made under the old one is stored any more. */
    FENCED,
    /** The data is gone through. */
    WORKING,
    /** The old one is gone. */
    DROPPED
  }

  Phase reached() {
    return Phase.valueOf(phase);
  }
}
