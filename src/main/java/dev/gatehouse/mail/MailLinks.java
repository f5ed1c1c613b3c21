package dev.gatehouse.mail;

import dev.gatehouse.platform.MailType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the links in mails from the configuration, never from a request. Immutable. */
final class MailLinks {
  static final String RESET_PASSWORD = "/account/reset-password";
  static final String VERIFY_EMAIL = "/account/verify-email";

  private final String publicUrl;
  private final Map<String, @Nullable String> pagesOfOperator = new HashMap<>();

  MailLinks(MailConfig config, String publicUrl) {
    this.publicUrl = publicUrl;
    pagesOfOperator.put(RESET_PASSWORD, config.resetPasswordUrl());
    pagesOfOperator.put(VERIFY_EMAIL, config.verifyEmailUrl());
  }

  /**
   * The link of a mail. Its token is in the fragment, which browsers send neither to a server nor
   * to another page.
   */
  String to(MailType type, String token) {
    String page =
        type.page().orElseThrow(() -> new IllegalArgumentException(type + " names no page"));
    @Nullable String own = pagesOfOperator.get(page);
    return (own == null ? publicUrl + page : own) + "#token=" + token;
  }
}
