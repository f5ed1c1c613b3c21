/**
 * Programs as callers: service accounts, and API keys of service accounts and of people. Hides
 * their tables and how keys are made and recognized. Uses audit, mail, ratelimit, mfa, roles and
 * users.
 */
@NullMarked
package dev.gatehouse.clients;

import org.jspecify.annotations.NullMarked;
