package dev.gatehouse.users;

import dev.gatehouse.platform.security.Permission;

/** Every person holds the first two. */
public enum UserPermission implements Permission {
  ME_READ("Read one's own account and sessions"),
  ME_WRITE("Change one's own account, password, second factor and sessions"),
  USERS_READ("Read all accounts"),
  USERS_WRITE(
      "Invite people; create accounts with flags and roles; change and delete accounts, and remove"
          + " their second factors"),
  USERS_SESSIONS("List and end the sessions of all accounts");

  private final String about;

  UserPermission(String about) {
    this.about = about;
  }

  @Override
  public String about() {
    return about;
  }
}
