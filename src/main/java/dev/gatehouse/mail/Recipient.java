package dev.gatehouse.mail;

import dev.gatehouse.platform.security.Actor;

/**
 * The recipient of a mail.
 *
 * @param owner whose mail it is; queued mails are deleted with their owner
 * @param address a normalized address: the owner's, the one it is to become, or one that the owner
 *     names
 */
public record Recipient(Actor owner, String address) {
  /** A person. */
  public Recipient(long userId, String address) {
    this(Actor.person(userId), address);
  }
}
