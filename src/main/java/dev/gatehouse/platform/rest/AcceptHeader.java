package dev.gatehouse.platform.rest;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Accept (RFC 9110 12.5.1): for each media type the most specific range that covers it decides. A
 * range that cannot be parsed is passed over, and a header without any range rules nothing out.
 */
final class AcceptHeader {
  private AcceptHeader() {}

  static boolean allows(@Nullable String header, List<String> mediaTypes) {
    if (header == null || header.equals("*/*") || mediaTypes.isEmpty()) {
      return true;
    }
    if (mediaTypes.contains(header)) {
      return true;
    }
    return parsedAllows(header, mediaTypes);
  }

  private static boolean parsedAllows(String header, List<String> mediaTypes) {
    String[] ranges = header.split(",", -1);
    boolean anyRange = false;
    for (String mediaType : mediaTypes) {
      String wholeType = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
      int best = 0;
      boolean allowed = false;
      for (String range : ranges) {
        String[] parts = range.split(";", -1);
        String name = parts[0].strip().toLowerCase(Locale.ROOT);
        double quality = qualityOf(parts);
        if (!isRange(name) || quality < 0) {
          continue;
        }
        anyRange = true;
        int specificity = specificity(name, mediaType, wholeType);
        if (specificity > best || (specificity == best && specificity > 0 && !allowed)) {
          best = specificity;
          allowed = quality > 0;
        }
      }
      if (allowed) {
        return true;
      }
    }
    return !anyRange;
  }

  private static int specificity(String range, String mediaType, String wholeType) {
    if (range.equals(mediaType)) {
      return 3;
    }
    if (range.equals(wholeType)) {
      return 2;
    }
    return range.equals("*/*") ? 1 : 0;
  }

  private static boolean isRange(String name) {
    int slash = name.indexOf('/');
    return slash > 0 && slash < name.length() - 1 && name.indexOf('/', slash + 1) < 0;
  }

  /** The weight, 1 if there is none, negative if it is no number from 0 to 1. */
  private static double qualityOf(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      if (part.length() > 2 && (part.charAt(0) == 'q' || part.charAt(0) == 'Q')) {
        String value = part.substring(1).strip();
        if (value.startsWith("=")) {
          return weight(value.substring(1).strip());
        }
      }
    }
    return 1;
  }

  private static double weight(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 5;
    for (int i = 0; i < text.length() && digits; i++) {
      char c = text.charAt(i);
      digits = (c >= '0' && c <= '9') || (c == '.' && i == 1);
    }
    if (!digits) {
      return -1;
    }
    double value = Double.parseDouble(text);
    return value <= 1 ? value : -1;
  }
}
