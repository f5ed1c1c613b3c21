package dev.gatehouse.platform.database;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL whose {@code :name} parameters are replaced by positional ones.
 *
 * @param names of the positions; a name may occur several times
 */
record NamedSql(String text, List<String> names) {
  static NamedSql parse(String sql) {
    StringBuilder text = new StringBuilder(sql.length());
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c != ':' || !isNamePart(sql, at) || isCast(sql, at)) {
        text.append(c);
        continue;
      }
      int from = at;
      while (isNamePart(sql, at)) {
        at++;
      }
      names.add(sql.substring(from, at));
      text.append('?');
    }
    return new NamedSql(text.toString(), List.copyOf(names));
  }

  private static boolean isCast(String sql, int at) {
    return at >= 2 && sql.charAt(at - 2) == ':';
  }

  private static boolean isNamePart(String sql, int at) {
    return at < sql.length() && Character.isLetterOrDigit(sql.charAt(at));
  }
}
