package dev.gatehouse.platform.security;

import java.util.Locale;

/**
 * What a caller may be allowed to do. Each feature has one enum of those that it checks; a
 * constant's name becomes the public name and never changes.
 */
public interface Permission {
  /** The constant's name: a one-word noun and what is done with it. */
  String name();

  /** Whether every person holds the permission of that name, without any role. */
  static boolean isOfEverybody(String permission) {
    return permission.startsWith("me:");
  }

  /** A sentence without its full stop that says what it allows. */
  String about();

  /** The public name, such as {@code products:read-inactive}. */
  default String text() {
    String name = name().toLowerCase(Locale.ROOT);
    int end = name.indexOf('_');
    return name.substring(0, end) + ':' + name.substring(end + 1).replace('_', '-');
  }
}
