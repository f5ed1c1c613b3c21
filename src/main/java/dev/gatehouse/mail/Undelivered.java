package dev.gatehouse.mail;

/**
 * A mail was not taken. The message says why in words of this service alone, as a server's could
 * hold the address.
 */
final class Undelivered extends Exception {
  /** What is to become of the mail. */
  enum Verdict {
    /** The server could not be asked; it is until it can be. */
    UNREACHABLE,
    /** The server said no, for a reason that may pass. */
    REFUSED,
    /** There is no use in asking again. */
    FINAL
  }

  private final Verdict verdict;

  private Undelivered(String why, Verdict verdict) {
    super(why);
    this.verdict = verdict;
  }

  static Undelivered unreachable(String why) {
    return new Undelivered(why, Verdict.UNREACHABLE);
  }

  static Undelivered refused(String why) {
    return new Undelivered(why, Verdict.REFUSED);
  }

  static Undelivered forGood(String why) {
    return new Undelivered(why, Verdict.FINAL);
  }

  Verdict verdict() {
    return verdict;
  }
}
