package dev.gatehouse.passwords;

import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.problems.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Rejects passwords that are easy to guess. Their length is validated with the request. */
public final class PasswordPolicy {
  private static final int SHORTEST_LOCAL_PART = 4;

  private final Set<String> common = readCommon();

  /**
   * Refuses a weak password.
   *
   * @throws Failure {@code weak_password} if it is common or contains the address's local part
   */
  public void requireStrong(String password, String email) {
    String folded = fold(password);
    if (common.contains(folded)) {
      throw weak("This is one of the most common passwords. Choose another.");
    }
    String localPart = fold(email.substring(0, email.lastIndexOf('@')));
    if (localPart.codePointCount(0, localPart.length()) >= SHORTEST_LOCAL_PART
        && folded.contains(localPart)) {
      throw weak("The password contains the first part of the e-mail address. Choose another.");
    }
  }

  private static Failure weak(String detail) {
    return Failure.of(PasswordCode.WEAK_PASSWORD, detail);
  }

  private static String fold(String text) {
    return TextRules.nfkc(text).toLowerCase(Locale.ROOT);
  }

  private static Set<String> readCommon() {
    InputStream list =
        Objects.requireNonNull(
            PasswordPolicy.class.getResourceAsStream("common-passwords.txt"), "not in the jar");
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("# ")).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
