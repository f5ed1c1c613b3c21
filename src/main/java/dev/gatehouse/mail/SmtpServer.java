package dev.gatehouse.mail;

import dev.gatehouse.platform.config.SecretString;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The server of APP_SMTP_URL.
 *
 * @param implicitTls whether TLS is used from the start; otherwise STARTTLS if offered
 * @param user null if the server needs no authentication
 */
record SmtpServer(
    boolean implicitTls,
    String host,
    int port,
    @Nullable String user,
    @Nullable SecretString password) {
  static SmtpServer of(SecretString url) {
    URI uri = URI.create(url.reveal());
    String credentials = uri.getRawUserInfo();
    int colon = credentials == null ? -1 : credentials.indexOf(':');
    return new SmtpServer(
        uri.getScheme().equals("smtps"),
        uri.getHost().replaceAll("[\\[\\]]", ""),
        uri.getPort(),
        credentials == null ? null : decoded(credentials.substring(0, colon)),
        credentials == null ? null : new SecretString(decoded(credentials.substring(colon + 1))));
  }

  /**
   * The properties for Jakarta Mail. With TLS, the certificate and host name are always checked.
   *
   * @param sender the envelope sender, which bounces go to
   * @param ehlo this client's name in EHLO
   * @param timeouts timeouts for connecting and for replies
   */
  Properties properties(String sender, String ehlo, Timeouts timeouts) {
    String silence = Long.toString(timeouts.read().toMillis());
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", host);
    properties.setProperty("mail.smtp.port", Integer.toString(port));
    properties.setProperty("mail.smtp.from", sender);
    properties.setProperty("mail.smtp.localhost", ehlo);
    properties.setProperty("mail.smtp.auth", Boolean.toString(user != null));
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(implicitTls));
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(!implicitTls));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty(
        "mail.smtp.connectiontimeout", Long.toString(timeouts.connect().toMillis()));
    properties.setProperty("mail.smtp.timeout", silence);
    properties.setProperty("mail.smtp.writetimeout", silence);
    // do not wait for the reply to QUIT
    properties.setProperty("mail.smtp.quitwait", "false");
    return properties;
  }

  /** For messages to people. */
  String name() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  record Timeouts(Duration connect, Duration read) {
    static final Timeouts USUAL = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  /** Percent-decodes; a plus stays a plus. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
