package dev.gatehouse.roles;

import dev.gatehouse.platform.security.Permission;

public enum RolePermission implements Permission {
  ROLES_WRITE("Read, add, change and delete roles");

  private final String about;

  RolePermission(String about) {
    this.about = about;
  }

  @Override
  public String about() {
    return about;
  }
}
