package dev.gatehouse.mail;

import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;

enum MailKeyUse implements KeyUse {
  PAYLOAD("mail/payload", "queued mails", OnRekey.ENCRYPTED_ANEW);

  private final String label;
  private final String purpose;
  private final OnRekey onRekey;

  MailKeyUse(String label, String purpose, OnRekey onRekey) {
    this.label = label;
    this.purpose = purpose;
    this.onRekey = onRekey;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String purpose() {
    return purpose;
  }

  @Override
  public OnRekey onRekey() {
    return onRekey;
  }
}
