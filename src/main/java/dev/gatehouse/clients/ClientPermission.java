package dev.gatehouse.clients;

import dev.gatehouse.platform.security.Permission;

public enum ClientPermission implements Permission {
  CLIENTS_WRITE("Read, add, change and delete service accounts and their API keys");

  private final String about;

  ClientPermission(String about) {
    this.about = about;
  }

  @Override
  public String about() {
    return about;
  }
}
