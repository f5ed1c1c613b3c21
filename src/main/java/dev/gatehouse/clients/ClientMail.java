package dev.gatehouse.clients;

import dev.gatehouse.platform.MailType;

/** The mails about API keys. */
enum ClientMail implements MailType {
  API_KEY_MADE,
  /** To the owner of a personal key. */
  API_KEY_EXPIRES,
  /** To the contact of a service account. */
  ACCOUNT_KEY_EXPIRES
}
