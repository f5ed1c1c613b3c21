package dev.gatehouse.mail;

import java.time.Instant;

/**
 * A mail waiting for delivery. It is deleted with its owner and with its job.
 *
 * @param messageId the Message-ID of every attempt, without the brackets
 * @param content the encrypted {@link MailRequest}, in hexadecimal
 */
public record QueuedMail(long jobId, String messageId, String content, Instant createdAt) {}
