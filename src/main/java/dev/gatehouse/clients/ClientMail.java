package dev.gatehouse.clients;

import dev.gatehouse.platform.MailType;

/** The mails about API keys. */
enum ClientMail implements MailType {
  API_KEY_MADE;

  @Override
  public boolean isNotice() {
    return true;
  }
}
