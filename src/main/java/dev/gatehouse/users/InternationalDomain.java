package dev.gatehouse.users;

import static java.lang.Character.COMBINING_SPACING_MARK;
import static java.lang.Character.DECIMAL_DIGIT_NUMBER;
import static java.lang.Character.LOWERCASE_LETTER;
import static java.lang.Character.MODIFIER_LETTER;
import static java.lang.Character.NON_SPACING_MARK;
import static java.lang.Character.OTHER_LETTER;

import dev.gatehouse.platform.binding.TextRules;
import java.net.IDN;
import java.util.Optional;

/**
 * Unicode domains and their A-labels (RFC 5890), in which they are stored and compared.
 *
 * <p>The JDK implements IDNA2003, which maps faß.de to fass.de, another owner's domain. So a label
 * is converted only if IDNA2008 surely allows it and IDNA2003 does not change it: PVALID lower-case
 * letters, marks and digits (RFC 5892), stable under NFKC, without contextual rules and of one
 * direction. This rejects some valid labels; their owners can enter the A-label.
 */
final class InternationalDomain {
  private static final String PREFIX = "xn--";
  private static final int CAPITAL_SIGMA = 0x3a3;

  /**
   * Letters, marks and digits that RFC 5892 forbids (2.4 to 2.6, 2.9) or allows only in context
   * (A.8, A.9).
   */
  private static final int[][] NEVER = {
    {0x034f, 0x034f},
    {0x0640, 0x0640},
    {0x0660, 0x0669},
    {0x06f0, 0x06f9},
    {0x07fa, 0x07fa},
    {0x1100, 0x11ff},
    {0x17b4, 0x17b5},
    {0x180b, 0x180f},
    {0x20d0, 0x20ff},
    {0x302e, 0x302f},
    {0x3031, 0x3035},
    {0x303b, 0x303b},
    {0x3164, 0x3164},
    {0xa960, 0xa97f},
    {0xd7b0, 0xd7ff},
    {0xfe00, 0xfe0f},
    {0x1d100, 0x1d24f},
    {0xe0000, 0xe0fff},
  };

  private InternationalDomain() {}

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** Converts the domain to A-labels; empty if a label must be entered as its A-label. */
  static Optional<String> toAscii(String domain) {
    String[] labels = domain.split("\\.", -1);
    if (isBidi(domain)) {
      for (String label : labels) {
        if (!isSingleDirection(label)) {
          return Optional.empty();
        }
      }
    }
    StringBuilder ascii = new StringBuilder();
    for (String label : labels) {
      Optional<String> converted = isAscii(label) ? Optional.of(label) : labelToAscii(label);
      if (converted.isEmpty()) {
        return Optional.empty();
      }
      ascii.append(ascii.length() == 0 ? "" : ".").append(converted.get());
    }
    return Optional.of(ascii.toString());
  }

  /** Converts A-labels back for display. */
  static String toUnicode(String domain) {
    StringBuilder unicode = new StringBuilder();
    for (String label : domain.split("\\.", -1)) {
      unicode.append(unicode.length() == 0 ? "" : ".").append(decoded(label).orElse(label));
    }
    return unicode.toString();
  }

  /** Whether all labels that begin with {@code xn--} are valid A-labels. */
  static boolean hasValidLabels(String domain) {
    for (String label : domain.split("\\.", -1)) {
      if (label.startsWith(PREFIX) && decoded(label).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> decoded(String label) {
    return label.startsWith(PREFIX)
        ? Punycode.decode(label.substring(PREFIX.length()))
            .filter(text -> text.equals(TextRules.nfc(text)))
            .filter(text -> !isMark(text.codePointAt(0)) && hasHyphensInPlace(text))
        : Optional.empty();
  }

  private static Optional<String> labelToAscii(String label) {
    String composed = TextRules.nfc(label);
    // some systems lower-case it to a final sigma at the end of a word
    if (composed.indexOf(CAPITAL_SIGMA) >= 0) {
      return Optional.empty();
    }
    String lower = TextRules.nfc(lowerCase(composed));
    if (!isPlain(lower)) {
      return Optional.empty();
    }
    try {
      String ascii = IDN.toASCII(composed, IDN.USE_STD3_ASCII_RULES);
      return IDN.toUnicode(ascii).equals(lower) ? Optional.of(ascii) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String lowerCase(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isPlain(String label) {
    return !label.startsWith(PREFIX)
        && hasHyphensInPlace(label)
        && !isMark(label.codePointAt(0))
        && label.equals(TextRules.nfkc(label))
        && label.codePoints().allMatch(InternationalDomain::isPlain);
  }

  /** No hyphens at either end or in positions three and four (RFC 5891 section 4.2.3.1). */
  private static boolean hasHyphensInPlace(String label) {
    return !label.startsWith("-") && !label.endsWith("-") && !label.startsWith("--", 2);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == NON_SPACING_MARK
        || type == COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean isPlain(int c) {
    if (c == '-') {
      return true;
    }
    for (int[] range : NEVER) {
      if (c >= range[0] && c <= range[1]) {
        return false;
      }
    }
    return switch (Character.getType(c)) {
      case LOWERCASE_LETTER,
          OTHER_LETTER,
          MODIFIER_LETTER,
          NON_SPACING_MARK,
          COMBINING_SPACING_MARK,
          DECIMAL_DIGIT_NUMBER ->
          true;
      default -> false;
    };
  }

  private static boolean isBidi(String domain) {
    return domain.codePoints().anyMatch(InternationalDomain::isRightToLeft);
  }

  /**
   * A safe subset of RFC 5893: letters and marks of one direction; digits and hyphens only in
   * left-to-right labels that begin with a letter.
   */
  private static boolean isSingleDirection(String label) {
    if (label.isEmpty()) {
      return false;
    }
    boolean rightToLeft = isRightToLeft(label.codePointAt(0));
    return rightToLeft
        ? label.codePoints().allMatch(c -> isRightToLeft(c) || isNeutralMark(c))
        : Character.getDirectionality(label.codePointAt(0))
                == Character.DIRECTIONALITY_LEFT_TO_RIGHT
            && label.codePoints().noneMatch(InternationalDomain::isRightToLeft);
  }

  private static boolean isRightToLeft(int c) {
    byte direction = Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
        || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
  }

  private static boolean isNeutralMark(int c) {
    return Character.getDirectionality(c) == Character.DIRECTIONALITY_NONSPACING_MARK;
  }
}
