/**
 * Queues messages and delivers them. It hides the SMTP library and the templates. It stands on
 * jobs.
 */
@NullMarked
package dev.gatehouse.mail;

import org.jspecify.annotations.NullMarked;
