package dev.gatehouse.mail;

/** Where mails leave. Thread-safe. */
@FunctionalInterface
interface Outbox {
  /** Returns once somebody else answers for the mail. The same mail may come again. */
  void deliver(RenderedMail mail) throws DeliveryException;
}
