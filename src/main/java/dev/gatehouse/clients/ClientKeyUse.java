package dev.gatehouse.clients;

import dev.gatehouse.platform.security.KeyUse;

enum ClientKeyUse implements KeyUse {
  API_KEY("api-key", "digests of API keys"),
  NETWORK("api-key-network", "digests of the networks that keys were used from");

  private final String label;
  private final String purpose;

  ClientKeyUse(String label, String purpose) {
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
