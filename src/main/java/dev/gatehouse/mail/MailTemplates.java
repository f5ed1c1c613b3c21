package dev.gatehouse.mail;

import dev.gatehouse.platform.MailType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The types of mail that the features handed over, with their templates. Thread-safe. */
final class MailTemplates {
  private final Map<String, MailTemplate> byName = new ConcurrentHashMap<>();

  /**
   * Adds types, before the service starts.
   *
   * @throws IllegalStateException if a template is missing, or two features use one name
   */
  void add(List<? extends MailType> types) {
    for (MailType type : types) {
      if (byName.putIfAbsent(type.name(), MailTemplate.of(type)) != null) {
        throw new IllegalStateException(
            "Two types of mail are named " + type + ": rename the new one");
      }
    }
  }

  /**
   * Checks what would otherwise fail the job of a queued mail.
   *
   * @throws IllegalStateException if the type was not added
   * @throws IllegalArgumentException if a placeholder of its template has no value
   */
  void requireFillable(MailRequest request) {
    MailType type = request.letter();
    MailTemplate template = byName.get(type.name());
    if (template == null || template.type() != type) {
      throw new IllegalStateException(
          type + " is not among the mailTypes() of its feature's module: add it there");
    }
    template.requireValues(request.placeholders());
  }

  /**
   * The template of the type with that name.
   *
   * @throws IllegalStateException if there is none, because another release queued the mail
   */
  MailTemplate get(String name) {
    MailTemplate template = byName.get(name);
    if (template == null) {
      throw new IllegalStateException("This release has no mail " + name);
    }
    return template;
  }
}
