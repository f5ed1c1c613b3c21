package dev.gatehouse.mail;

import java.time.Instant;

/**
 * A mail that waits to be delivered. It goes with its user and with its job.
 *
 * @param messageId the Message-ID of every try, without the brackets
 * @param content the message, encrypted, in hexadecimal digits
 */
public record QueuedMail(long jobId, String messageId, String content, Instant createdAt) {}
