package dev.gatehouse.platform.security;

/** Roles for the annotations of resource methods. */
public final class Roles {
  public static final String ADMIN = "admin";

  private Roles() {}
}
