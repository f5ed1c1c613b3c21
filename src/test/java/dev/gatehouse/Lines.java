package dev.gatehouse;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;

/** Compares what stands somewhere with what should, line by line, and shows a diff. */
final class Lines {
  private Lines() {}

  /** Fails with {@code advice} and with - before each line to remove, + before each to add. */
  static void assertSame(String advice, List<String> found, List<String> wanted) {
    if (!found.equals(wanted)) {
      fail("%s%n%s", advice, difference(found, wanted));
    }
  }

  private static String difference(List<String> found, List<String> wanted) {
    StringBuilder lines = new StringBuilder();
    int at = 0;
    int wantedAt = 0;
    while (at < found.size() || wantedAt < wanted.size()) {
      List<String> left = found.subList(at, found.size());
      if (wantedAt < wanted.size() && !left.contains(wanted.get(wantedAt))) {
        lines.append("+ ").append(wanted.get(wantedAt++)).append('\n');
      } else {
        boolean same = wantedAt < wanted.size() && left.get(0).equals(wanted.get(wantedAt));
        if (same) {
          wantedAt++;
        } else {
          lines.append("- ").append(left.get(0)).append('\n');
        }
        at++;
      }
    }
    return lines.toString();
  }
}
