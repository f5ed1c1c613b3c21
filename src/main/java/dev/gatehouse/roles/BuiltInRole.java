package dev.gatehouse.roles;

/** The names of the roles that are no rows. */
public final class BuiltInRole {
  /** Holds every permission. */
  public static final String ADMIN = "admin";

  /** Everybody has it, and it gives nothing. */
  public static final String MEMBER = "member";

  private BuiltInRole() {}

  public static boolean is(String name) {
    return name.equals(ADMIN) || name.equals(MEMBER);
  }
}
