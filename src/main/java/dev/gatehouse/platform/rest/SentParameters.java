package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.http.UrlEncoded;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The known parameters of a query or a form; others are ignored. */
final class SentParameters {
  private final Map<String, List<String>> encoded;

  private SentParameters(Map<String, List<String>> encoded) {
    this.encoded = encoded;
  }

  static SentParameters parse(String text, Set<String> known) {
    return new SentParameters(UrlEncoded.parse(text, known::contains));
  }

  boolean has(String name) {
    return encoded.containsKey(name);
  }

  /** Returns the text of a parameter, or null if it was not sent or is invalid. */
  @Nullable String text(String name, FieldErrors errors) {
    List<String> values = encoded.get(name);
    if (values == null) {
      return null;
    }
    if (values.size() > 1) {
      errors.add(name, "must not be repeated");
      return null;
    }
    String text = UrlEncoded.decode(values.get(0));
    if (text == null) {
      errors.add(name, "must be UTF-8 in percent-encoding");
    }
    return text;
  }
}
