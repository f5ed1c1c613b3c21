package dev.gatehouse.mail;

import dev.gatehouse.platform.config.SecretString;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** Tries the mail server as far as that goes without sending a mail. */
public final class MailProbe {
  private static final SmtpServer.Timeouts TIMEOUTS =
      new SmtpServer.Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(4));

  private static final Pattern LOCAL = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|::1");

  private static final int OK = 250;

  private final SmtpServer server;
  private final Sender sender;
  private final Session session;

  private MailProbe(SmtpServer server, Sender sender, String ehlo) {
    this.server = server;
    this.sender = sender;
    this.session = Session.getInstance(server.properties(sender.address(), ehlo, TIMEOUTS));
  }

  /** How far it went. */
  public enum Outcome {
    ACCEPTED,
    /** Accepted, but without encryption. */
    ACCEPTED_IN_CLEAR,
    HOST_UNKNOWN,
    PORT_CLOSED,
    NO_ANSWER,
    TLS_FAILED,
    SIGN_IN_REFUSED,
    SENDER_REFUSED,
    /** It is no mail server, or hung up. */
    FAILED
  }

  /** A probe of the server in the settings; empty if there is none. */
  public static Optional<MailProbe> of(MailConfig config, String appName, String publicUrl) {
    SecretString url = config.smtpUrl();
    Sender sender = Sender.of(config.from(), appName, publicUrl);
    String ehlo = config.ehlo();
    return Optional.ofNullable(url)
        .map(SmtpServer::of)
        .map(server -> new MailProbe(server, sender, ehlo == null ? sender.ehlo(publicUrl) : ehlo));
  }

  /** Host and port. */
  public String server() {
    return server.name();
  }

  /** Whether it is this machine, as far as its name tells. */
  public boolean isLocal() {
    return LOCAL.matcher(server.host()).matches();
  }

  /** Connects, signs in, names the sender and takes that back. */
  public Outcome run() {
    try (Transport transport = session.getTransport()) {
      transport.connect(
          server.host(),
          server.port(),
          server.user(),
          server.password() == null ? null : server.password().reveal());
      SMTPTransport smtp = (SMTPTransport) transport;
      int reply = smtp.simpleCommand("MAIL FROM:<" + sender.address() + ">");
      if (reply != OK) {
        return reply < 0 ? Outcome.FAILED : Outcome.SENDER_REFUSED;
      }
      smtp.simpleCommand("RSET");
      return smtp.isSSL() ? Outcome.ACCEPTED : Outcome.ACCEPTED_IN_CLEAR;
    } catch (AuthenticationFailedException e) {
      return Outcome.SIGN_IN_REFUSED;
    } catch (MessagingException e) {
      return outcomeOf(e);
    }
  }

  private static Outcome outcomeOf(MessagingException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return Outcome.HOST_UNKNOWN;
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return Outcome.PORT_CLOSED;
      }
      if (cause instanceof SocketTimeoutException) {
        return Outcome.NO_ANSWER;
      }
      if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
        return Outcome.TLS_FAILED;
      }
    }
    return Outcome.FAILED;
  }
}
