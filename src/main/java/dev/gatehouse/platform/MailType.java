package dev.gatehouse.platform;

import java.util.Optional;

/**
 * A type of mail. Each feature has one enum of those it sends. A constant's name is stored with
 * queued mails and unique among all features, so it never changes. The template is the resource
 * beside the enum with that name: {@code back-in-stock.txt} for {@code BACK_IN_STOCK}.
 */
public interface MailType {
  String name();

  /** The enum. */
  Class<?> getDeclaringClass();

  /** The path, below the public URL, of the page that its link leads to; empty without a link. */
  default Optional<String> page() {
    return Optional.empty();
  }

  /** Whether it reports an event; the others carry a link that somebody asked for. */
  default boolean isNotice() {
    return page().isEmpty();
  }
}
