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
 * @param implicitTls whether TLS comes before everything; otherwise it is begun when offered
 * @param user null if the server asks for nobody
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
   * What the library is told. The certificate is checked, name included, wherever there is TLS.
   *
   * @param sender the address for what bounces
   * @param ehlo what this client says that it is called
   * @param patience how long the server may take to be connected to, and to answer
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
    // the answer to QUIT changes nothing
    properties.setProperty("mail.smtp.quitwait", "false");
    return properties;
  }

  /** For people. */
  String name() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** How long to wait for a server. */
  record Timeouts(Duration connect, Duration read) {
    static final Timeouts USUAL = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  /** A plus is a plus here, not a blank. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
