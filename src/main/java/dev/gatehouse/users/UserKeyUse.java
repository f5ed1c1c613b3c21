package dev.gatehouse.users;

import dev.gatehouse.platform.security.KeyUse;

enum UserKeyUse implements KeyUse {
  RESET_REQUEST("users/reset-request", "addresses in queued reset requests");

  private final String label;
  private final String purpose;

  UserKeyUse(String label, String purpose) {
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
