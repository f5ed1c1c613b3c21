package dev.gatehouse.mail;

/**
 * Who gets a mail.
 *
 * @param userId whose mail it is: with the user goes what is queued
 * @param address in normal form; of that user, or to become it
 */
public record Recipient(long userId, String address) {}
