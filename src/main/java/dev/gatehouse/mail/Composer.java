package dev.gatehouse.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes the letters. Thread-safe. */
final class Composer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Map<Letter, Template> templates = new EnumMap<>(Letter.class);
  private final Sender sender;
  private final String appName;
  private final MailLinks links;

  Composer(Sender sender, String appName, MailLinks links) {
    this.sender = sender;
    this.appName = appName;
    this.links = links;
    Stream.of(Letter.values()).forEach(letter -> templates.put(letter, Template.of(letter)));
  }

  Envelope compose(Message message, Mail mail) {
    Template template = Objects.requireNonNull(templates.get(message.letter()));
    return new Envelope(
        sender,
        message.to().address(),
        mail.messageId(),
        mail.createdAt(),
        template.fill(values(message)));
  }

  private Map<String, String> values(Message message) {
    Map<String, String> values = new HashMap<>(message.values());
    values.put("app", appName);
    values.computeIfPresent(Message.UNTIL, (name, time) -> TIME.format(Instant.parse(time)));
    values.computeIfPresent(Message.AT, (name, time) -> TIME.format(Instant.parse(time)));
    String token = values.remove(Message.TOKEN);
    if (token != null) {
      values.put("link", link(message.letter(), token));
    }
    return values;
  }

  private String link(Letter letter, String token) {
    return letter == Letter.RESET_PASSWORD ? links.resetPassword(token) : links.verifyEmail(token);
  }
}
