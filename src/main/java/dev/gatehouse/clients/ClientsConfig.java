package dev.gatehouse.clients;

/**
 * Settings of programs.
 *
 * @param personalApiKeys whether the API keys of people work, and people may make some
 */
public record ClientsConfig(Boolean personalApiKeys) {
  public ClientsConfig {
    personalApiKeys = personalApiKeys == null ? true : personalApiKeys;
  }
}
