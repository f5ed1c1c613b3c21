package dev.gatehouse.passwords;

import java.util.function.Function;

/**
 * A password verification that is queued and takes equally long if the password is right, wrong or
 * too long, or the hash missing or unreadable. Not thread-safe.
 */
public final class PasswordVerification {
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
   * Verifies the password.
   *
   * @param recheck runs if the verification had to wait, just before it begins; throws if it has
   *     become useless
   * @throws dev.gatehouse.platform.problems.Failure {@code unavailable} if its turn does not come
   */
  public boolean isRight(Runnable recheck) {
    Verdict verdict = work.apply(recheck);
    outdated = verdict == Verdict.RIGHT_BUT_OUTDATED;
    return verdict != Verdict.WRONG;
  }

  /**
   * Whether the password was right but its hash should be replaced by one of the configured scheme
   * and strength.
   */
  public boolean isOutdated() {
    return outdated;
  }
}
