package dev.gatehouse.passwords;

import java.util.function.Function;

/**
 * A check of a password, which waits for its turn and takes as long whether it is right, wrong,
 * longer than any password or without a hash that can be read. Not thread-safe.
 */
public final class PasswordVerification {
  /** What comes of a check. */
  enum Verdict {
    WRONG,
    RIGHT,
    RIGHT_BUT_OUTDATED
  }

  private final Function<Runnable, Verdict> work;
  private boolean outdated;

  PasswordVerification(Function<Runnable, Verdict> work) {
    this.work = work;
  }

  /**
   * Makes the check.
   *
   * @param lookAgain is done if it had to wait for its turn, just before it is begun, and throws if
   *     it is of no use any more
   * @throws dev.gatehouse.platform.problems.Failure {@code unavailable} if its turn does not come
   */
  public boolean isRight(Runnable lookAgain) {
    Verdict verdict = work.apply(lookAgain);
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
