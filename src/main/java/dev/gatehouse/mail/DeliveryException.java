package dev.gatehouse.mail;

/**
 * A mail was not accepted. The message is worded by this service alone, because a server's reply
 * could contain the address.
 */
final class DeliveryException extends Exception {
  /** How to go on with the mail. */
  enum Verdict {
    /** The server was not reached; retried until it is. */
    UNREACHABLE,
    /** The server refused it, for a reason that may pass. */
    REFUSED,
    /** Retrying is pointless. */
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
