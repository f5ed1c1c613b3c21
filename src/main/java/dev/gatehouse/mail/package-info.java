/**
 * Queues mails in the caller's transaction and delivers them by jobs to an SMTP server or into a
 * folder. Hides the texts, the SMTP library and the encryption of queued mails. Depends on jobs and
 * ratelimit; knows the ids and addresses of owners, not the owners.
 */
@NullMarked
package dev.gatehouse.mail;

import org.jspecify.annotations.NullMarked;
