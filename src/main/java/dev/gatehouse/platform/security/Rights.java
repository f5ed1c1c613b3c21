package dev.gatehouse.platform.security;

import java.util.Set;

/** The rights that a resource method may require of its caller. */
public final class Rights {
  /** Held by administrators. */
  public static final String ADMIN = "admin";

  private static final Set<String> ALL = Set.of(ADMIN);

  private Rights() {}

  public static boolean exists(String right) {
    return ALL.contains(right);
  }
}
