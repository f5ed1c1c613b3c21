package dev.gatehouse.mail;

import dev.gatehouse.platform.config.Consistent;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.config.SelfChecked;
import dev.gatehouse.platform.config.UrlRules;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where mail is sent from and where its links lead.
 *
 * @param smtpUrl {@code smtp://[user:password@]host:port} or {@code smtps://…}
 * @param from the sender's address
 * @param ehlo this client's name in EHLO; the host of the sender's address if null
 * @param resetPasswordUrl the operator's own page that takes {@code #token=…}
 * @param verifyEmailUrl the operator's own page that takes {@code #token=…}
 * @param notices which notices are sent
 */
@Consistent
public record MailConfig(
    @Nullable SecretString smtpUrl,
    @Nullable String from,
    @Nullable String ehlo,
    @Nullable String resetPasswordUrl,
    @Nullable String verifyEmailUrl,
    @Valid NoticesConfig notices)
    implements SelfChecked {
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"]+@[^\\s@<>\"]+");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\\[[A-Za-z0-9.:]{1,60}]");
  private static final Pattern NAMED = Pattern.compile("[^<>\\p{Cntrl}]*<([^<>]+)>");

  public MailConfig {
    notices = notices == null ? NoticesConfig.all() : notices;
  }

  @Override
  public void check(BiConsumer<String, String> faults) {
    if (smtpUrl != null
        && UrlRules.absolute(smtpUrl.reveal()).filter(MailConfig::isSmtp).isEmpty()) {
      faults.accept(
          "smtp_url",
          "must be smtp://[user:password@]host:port or smtps://[user:password@]host:port,"
              + " with user and password percent-encoded");
    }
    if (from != null && !isSender(from)) {
      faults.accept("from", "must be an e-mail address, with or without a name before it");
    }
    if (ehlo != null && !HOST.matcher(ehlo).matches()) {
      faults.accept("ehlo", "must be a host name or an address in brackets");
    }
    checkPage("reset_password_url", resetPasswordUrl, faults);
    checkPage("verify_email_url", verifyEmailUrl, faults);
  }

  private static void checkPage(
      String key, @Nullable String url, BiConsumer<String, String> faults) {
    if (url != null && UrlRules.web(url).isEmpty()) {
      faults.accept(key, "must be an absolute http or https URL without a fragment");
    }
  }

  private static boolean isSmtp(URI url) {
    String user = url.getRawUserInfo();
    boolean nothingElse =
        (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
            && url.getRawQuery() == null
            && url.getRawFragment() == null;
    return (url.getScheme().equals("smtp") || url.getScheme().equals("smtps"))
        && url.getPort() > 0
        && (user == null || user.indexOf(':') > 0)
        && nothingElse;
  }

  private static boolean isSender(String from) {
    var named = NAMED.matcher(from);
    return ADDRESS.matcher(named.matches() ? named.group(1) : from).matches();
  }
}
