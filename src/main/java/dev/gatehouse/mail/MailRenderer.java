package dev.gatehouse.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Renders mails from their templates. Thread-safe. */
final class MailRenderer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final MailTemplates templates;
  private final Sender sender;
  private final String appName;
  private final MailLinks links;

  MailRenderer(MailTemplates templates, Sender sender, String appName, MailLinks links) {
    this.templates = templates;
    this.sender = sender;
    this.appName = appName;
    this.links = links;
  }

  RenderedMail render(MailRequest request, QueuedMail mail) {
    return new RenderedMail(
        sender,
        request.to().address(),
        mail.messageId(),
        mail.createdAt(),
        templates.get(request.letter().name()).fill(values(request)));
  }

  private Map<String, String> values(MailRequest request) {
    Map<String, String> values = new HashMap<>(request.values());
    values.put(MailRequest.APP, appName);
    values.computeIfPresent(MailRequest.UNTIL, (name, time) -> TIME.format(Instant.parse(time)));
    values.computeIfPresent(MailRequest.AT, (name, time) -> TIME.format(Instant.parse(time)));
    String token = values.remove(MailRequest.TOKEN);
    if (token != null) {
      values.put(MailRequest.LINK, links.to(request.letter(), token));
    }
    return values;
  }
}
