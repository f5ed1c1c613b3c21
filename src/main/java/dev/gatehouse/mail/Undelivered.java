package dev.gatehouse.mail;

/**
 * A mail was not taken. The message says why in words of this service alone, as a server's could
 * hold the address.
 */
final class Undelivered extends Exception {
  private final boolean forGood;

  private Undelivered(String why, boolean forGood) {
    super(why);
    this.forGood = forGood;
  }

  /** It may be taken later. */
  static Undelivered forNow(String why) {
    return new Undelivered(why, false);
  }

  /** It will never be taken. */
  static Undelivered forGood(String why) {
    return new Undelivered(why, true);
  }

  boolean isForGood() {
    return forGood;
  }
}
