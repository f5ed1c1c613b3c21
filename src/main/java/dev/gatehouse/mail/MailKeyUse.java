package dev.gatehouse.mail;

import dev.gatehouse.platform.security.KeyUse;

enum MailKeyUse implements KeyUse {
  PAYLOAD("mail/payload", "queued mails");

  private final String label;
  private final String purpose;

  MailKeyUse(String label, String purpose) {
    this.label = label;
    this.purpose = purpose;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String purpose() {
    return purpose;
  }
}
