package dev.gatehouse.clients;

import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;

enum ClientKeyUse implements KeyUse {
  API_KEY("api-key", "digests of API keys", OnRekey.ENDS),
  NETWORK("api-key-network", "digests of the networks that keys were used from", OnRekey.FORGOTTEN);

  private final String label;
  private final String purpose;
  private final OnRekey onRekey;

  ClientKeyUse(String label, String purpose, OnRekey onRekey) {
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
