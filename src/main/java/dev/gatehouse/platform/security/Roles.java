package dev.gatehouse.platform.security;

/** The roles that resource methods ask for by annotation. */
public final class Roles {
  public static final String ADMIN = "admin";

  private Roles() {}
}
