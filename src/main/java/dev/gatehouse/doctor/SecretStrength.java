package dev.gatehouse.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Estimates how hard a secret is to guess, from above: no test can prove that it was random. */
final class SecretStrength {
  /** A guess that nobody can make; a random key of 32 hexadecimal digits is estimated at 110. */
  private static final double ENOUGH_BITS = 80;

  /** What samples, manuals and keyboards have. */
  private static final List<String> WORDS =
      List.of(
          "your-256-bit-secret",
          "changeme",
          "change-me",
          "change_me",
          "changethis",
          "change-this",
          "change_this",
          "supersecret",
          "super-secret",
          "topsecret",
          "secret",
          "password",
          "passwort",
          "passw0rd",
          "example",
          "default",
          "jwt",
          "token",
          "please",
          "development",
          "testing",
          "keyboard",
          "gatehouse",
          "qwertyuiop",
          "qwerty",
          "asdfghjkl",
          "asdfgh",
          "zxcvbnm",
          "letmein",
          "admin",
          "replace",
          "insert",
          "your",
          "mustbe",
          "must be",
          "atleast",
          "at least",
          "characters",
          "bytes",
          "long",
          "random",
          "string",
          "signing",
          "minimum",
          "key");

  private SecretStrength() {}

  static boolean isWeak(String secret) {
    return bits(secret) < ENOUGH_BITS;
  }

  /** Whether little is left without the words that everybody tries first. */
  static boolean isWellKnown(String secret) {
    String rest = secret.toLowerCase(Locale.ROOT);
    for (String word : WORDS) {
      rest = rest.replace(word, "");
    }
    return rest.length() < secret.length() && bits(rest) < ENOUGH_BITS / 2;
  }

  private static double bits(String secret) {
    String once = withoutRuns(withoutRepetition(secret));
    Map<Integer, Long> counts =
        once.codePoints()
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    double length = once.codePointCount(0, once.length());
    return counts.values().stream()
        .mapToDouble(count -> -count * Math.log(count / length) / Math.log(2))
        .sum();
  }

  /** The shortest beginning that gives the text when repeated. */
  private static String withoutRepetition(String text) {
    for (int period = 1; period < text.length(); period++) {
      if (text.regionMatches(period, text, 0, text.length() - period)) {
        return text.substring(0, period);
      }
    }
    return text;
  }

  /** Without the characters that go on as the two before them: aaaa, 1234, dcba. */
  private static String withoutRuns(String text) {
    StringBuilder rest = new StringBuilder();
    int before = 0;
    for (int i = 0; i < text.length(); i++) {
      int step = i == 0 ? Integer.MAX_VALUE : text.charAt(i) - text.charAt(i - 1);
      if (step != before || Math.abs(step) > 1) {
        rest.append(text.charAt(i));
      }
      before = step;
    }
    return rest.toString();
  }
}
