package dev.gatehouse.oauth2;

import dev.gatehouse.platform.security.Permission;

public enum OAuth2Permission implements Permission {
  TOKENS_INTROSPECT("Ask whether a token is good; for service accounts alone");

  private final String about;

  OAuth2Permission(String about) {
    this.about = about;
  }

  @Override
  public String about() {
    return about;
  }
}
