package dev.gatehouse.platform.binding;

import java.util.Locale;

/** Converts Java names to names in JSON and settings. */
public final class SnakeCase {
  private SnakeCase() {}

  /** Converts {@code unitAmount} to {@code unit_amount}. */
  public static String of(String javaName) {
    StringBuilder name = new StringBuilder(javaName.length() + 4);
    for (int i = 0; i < javaName.length(); i++) {
      char c = javaName.charAt(i);
      if (Character.isUpperCase(c)) {
        name.append('_');
      }
      name.append(c);
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
