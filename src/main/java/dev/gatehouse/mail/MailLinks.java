package dev.gatehouse.mail;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the links in mails from the configuration, never from a request. Immutable. */
final class MailLinks {
  private static final String RESET_PASSWORD = "/account/reset-password";
  private static final String VERIFY_EMAIL = "/account/verify-email";

  private final String resetPassword;
  private final String verifyEmail;

  MailLinks(MailConfig config, String publicUrl) {
    this.resetPassword = page(config.resetPasswordUrl(), publicUrl + RESET_PASSWORD);
    this.verifyEmail = page(config.verifyEmailUrl(), publicUrl + VERIFY_EMAIL);
  }

  /** The token is in the fragment, which browsers send neither to a server nor to another page. */
  String resetPassword(String token) {
    return resetPassword + "#token=" + token;
  }

  String verifyEmail(String token) {
    return verifyEmail + "#token=" + token;
  }

  private static String page(@Nullable String own, String standard) {
    return Optional.ofNullable(own).orElse(standard);
  }
}
