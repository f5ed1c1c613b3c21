package dev.gatehouse.passwords;

import java.util.function.Supplier;

/**
 * A check of a password, which waits for its turn and takes as long whether it is right, wrong,
 * longer than any password or without a hash that can be read. Not thread-safe.
 */
public final class PasswordCheck {
  /** What comes of a check. */
  enum Verdict {
    WRONG,
    RIGHT,
    RIGHT_BUT_OUTDATED
  }

  private final Supplier<Verdict> work;
  private boolean outdated;

  PasswordCheck(Supplier<Verdict> work) {
    this.work = work;
  }

  /**
   * Makes the check.
   *
   * @throws dev.gatehouse.platform.problems.Failure {@code unavailable} if its turn does not come
   */
  public boolean isRight() {
    Verdict verdict = work.get();
    outdated = verdict == Verdict.RIGHT_BUT_OUTDATED;
    return verdict != Verdict.WRONG;
  }

  /**
   * Whether the password was right and its hash should be replaced by one in the configured scheme
   * and strength.
   */
  public boolean isOutdated() {
    return outdated;
  }
}
