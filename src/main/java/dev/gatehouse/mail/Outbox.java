package dev.gatehouse.mail;

/** Sends mails. Thread-safe. */
@FunctionalInterface
interface Outbox {
  /** Returns once the next hop has accepted the mail. May be called again with the same mail. */
  void deliver(RenderedMail mail) throws DeliveryException;
}
