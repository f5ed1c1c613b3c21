package dev.gatehouse.mail;

/**
 * The recipient of a mail.
 *
 * @param userId the user the mail belongs to; queued mails are deleted with the user
 * @param address the user's normalized address, or the one it is to become
 */
public record Recipient(long userId, String address) {}
