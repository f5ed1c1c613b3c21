package dev.gatehouse.doctor;

import dev.gatehouse.mail.MailProbe;
import java.time.Duration;
import java.util.Optional;

/** Whether the mail server takes mails from this service. None is sent. */
public final class MailCheck implements Check {
  private final Optional<MailProbe> probe;

  /** Of the configured server; empty if there is none. */
  public MailCheck(Optional<MailProbe> probe) {
    this.probe = probe;
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(12);
  }

  @Override
  public Outcome run() {
    return probe.map(MailCheck::outcomeOf).orElseGet(() -> Outcome.ok("APP_SMTP_URL is not set"));
  }

  private static Outcome outcomeOf(MailProbe probe) {
    String server = probe.server();
    return switch (probe.run()) {
      case ACCEPTED -> Outcome.ok(server + " takes the sender");
      case ACCEPTED_IN_CLEAR ->
          probe.isLocal()
              ? Outcome.ok(server + " takes the sender")
              : Outcome.found(
                  FaultCode.MAIL_WITHOUT_TLS,
                  "The mail server %s is another machine and offers no TLS: mails go in the clear."
                      .formatted(server),
                  "Turn STARTTLS on there, or name its TLS port with smtps:// in APP_SMTP_URL.");
      case HOST_UNKNOWN ->
          Outcome.found(
              FaultCode.MAIL_HOST_UNKNOWN,
              "The host of the mail server %s is unknown.".formatted(server),
              "Check the host in APP_SMTP_URL and the DNS.");
      case PORT_CLOSED ->
          Outcome.found(
              FaultCode.MAIL_PORT_CLOSED,
              "Nothing listens at the mail server %s.".formatted(server),
              "Check host and port in APP_SMTP_URL, and that it takes connections from here.");
      case NO_ANSWER -> unanswered(server);
      case TLS_FAILED ->
          Outcome.found(
              FaultCode.MAIL_TLS_FAILED,
              "The TLS of the mail server %s is not accepted.".formatted(server),
              "Its certificate must be valid, name the host in APP_SMTP_URL, and be of a CA that"
                  + " Java trusts (-Djavax.net.ssl.trustStore=…). smtps:// is for ports that begin"
                  + " with TLS, usually 465; smtp:// for the others.");
      case SIGN_IN_REFUSED ->
          Outcome.found(
              FaultCode.MAIL_SIGN_IN_REFUSED,
              "The mail server %s refused the sign-in.".formatted(server),
              "Check user and password in APP_SMTP_URL, percent-encoded, and whether the server"
                  + " wants TLS first.");
      case SENDER_REFUSED ->
          Outcome.found(
              FaultCode.MAIL_SENDER_REFUSED,
              "The mail server %s refused the sender.".formatted(server),
              "Set APP_MAIL_FROM to an address that it lets this user send from.");
      case FAILED ->
          Outcome.found(
              FaultCode.MAIL_FAILED,
              "The mail server %s hung up, or is none.".formatted(server),
              "Check host, port and scheme in APP_SMTP_URL, and the log of the server.");
    };
  }

  private static Outcome unanswered(String server) {
    return Outcome.found(
        FaultCode.MAIL_NO_ANSWER,
        "The mail server %s does not answer in time.".formatted(server),
        "Check host, port and scheme in APP_SMTP_URL, and the firewalls between.");
  }

  @Override
  public Outcome late() {
    return unanswered(probe.map(MailProbe::server).orElse(""));
  }
}
