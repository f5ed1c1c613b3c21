package dev.gatehouse.mail;

/**
 * A mail was not taken. The message says why in words of this service alone, as a server's could
 * hold the address.
 */
final class DeliveryException extends Exception {
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

  private DeliveryException(String why, Verdict verdict) {
    super(why);
    this.verdict = verdict;
  }

  static DeliveryException unreachable(String why) {
    return new DeliveryException(why, Verdict.UNREACHABLE);
  }

  static DeliveryException refused(String why) {
    return new DeliveryException(why, Verdict.REFUSED);
  }

  static DeliveryException permanent(String why) {
    return new DeliveryException(why, Verdict.FINAL);
  }

  Verdict verdict() {
    return verdict;
  }
}
