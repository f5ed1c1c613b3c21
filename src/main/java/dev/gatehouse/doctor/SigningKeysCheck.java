package dev.gatehouse.doctor;

import dev.gatehouse.tokens.ListedKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The age of the keys that sign access tokens, and whether they are rotated. */
public final class SigningKeysCheck implements Check {
  private static final Duration OLD = Duration.ofDays(365);

  /** A rotation may take so long after its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final boolean hasKeys;
  private final @Nullable Duration rotateEvery;
  private final Supplier<List<ListedKey>> keys;
  private final LiveNodes nodes;
  private final Clock clock;

  /**
   * The check.
   *
   * @param hasKeys false if the secret signs
   * @param keys the keys, the newest first
   */
  public SigningKeysCheck(
      boolean hasKeys,
      @Nullable Duration rotateEvery,
      Supplier<List<ListedKey>> keys,
      LiveNodes nodes,
      Clock clock) {
    this.hasKeys = hasKeys;
    this.rotateEvery = rotateEvery;
    this.keys = keys;
    this.nodes = nodes;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "signing_keys";
  }

  @Override
  public Need need() {
    return Need.KEYS;
  }

  @Override
  public Outcome run() {
    if (!hasKeys) {
      return Outcome.ok("APP_JWT_SECRET signs");
    }
    boolean isTended = nodes.count() > 0;
    List<Finding> findings = new ArrayList<>();
    List<ListedKey> listed = keys.get();
    boolean hasNext = listed.stream().anyMatch(key -> key.state() == ListedKey.State.NEXT);
    for (ListedKey key : listed) {
      switch (key.state()) {
        case NEXT -> checkNext(key, isTended, findings);
        case SIGNING -> checkSigning(key, isTended && !hasNext, findings);
        case PUBLISHED -> checkPublished(key, findings);
        case RETIRED -> {
          // is listed for the record only
        }
      }
    }
    return Outcome.of(findings, listed.isEmpty() ? "there is none yet" : "they are as they should");
  }

  private void checkNext(ListedKey key, boolean isTended, List<Finding> findings) {
    if (isTended && isPast(key.signsFrom().plus(PATIENCE))) {
      findings.add(
          new Finding(
              FaultCode.ROTATION_STUCK,
              "The key %s should sign since %s and does not.".formatted(key.kid(), key.signsFrom()),
              "Every live node must know it, and one must run with its algorithm, %s: look for errors of signing_keys.turn and nodes.beat in their logs."
                  .formatted(key.algorithm())));
    }
  }

  private void checkSigning(ListedKey key, boolean isUnattended, List<Finding> findings) {
    Duration every = rotateEvery;
    if (every != null && isUnattended && isPast(key.signsFrom().plus(every).plus(PATIENCE))) {
      findings.add(
          new Finding(
              FaultCode.ROTATION_STUCK,
              "The key %s signs since %s, longer than APP_KEYS_ROTATE_EVERY, and no next one is there."
                  .formatted(key.kid(), key.signsFrom()),
              "Look for errors of signing_keys.tend in the logs of the nodes, or run `java -jar"
                  + " app.jar keys rotate config.yml`."));
    } else if (every == null && isPast(key.signsFrom().plus(OLD))) {
      findings.add(
          new Finding(
              FaultCode.SIGNING_KEY_OLD,
              "The key %s signs since %s, for more than a year."
                  .formatted(key.kid(), key.signsFrom()),
              "Run `java -jar app.jar keys rotate config.yml`, or set APP_KEYS_ROTATE_EVERY=90d."));
    }
  }

  private void checkPublished(ListedKey key, List<Finding> findings) {
    Instant droppedAt = key.droppedAt();
    if (droppedAt != null) {
      findings.add(
          new Finding(
              FaultCode.SIGNING_KEY_LEAVES,
              "The key %s signs no longer and is dropped at %s.".formatted(key.kid(), droppedAt),
              "Nothing, if verifiers read the key set anew every few minutes. Those with a copy of"
                  + " their own need the new key now."));
    }
  }

  private boolean isPast(Instant time) {
    return time.isBefore(clock.instant());
  }
}
