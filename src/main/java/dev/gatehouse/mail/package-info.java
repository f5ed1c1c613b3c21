/**
 * Queues mails in the transaction of what they tell of, and delivers them by jobs to an SMTP server
 * or into a folder. It hides the texts, the SMTP library and what of a queued mail nobody may read.
 * It stands on jobs and ratelimit, and knows a user id and an address, not a user.
 */
@NullMarked
package dev.gatehouse.mail;

import org.jspecify.annotations.NullMarked;
