package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.MailParts;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RenderedMailTest {
  private static final Session SESSION = Session.getInstance(new Properties());
  private static final Instant NOW = Instant.parse("2026-11-24T18:05:59Z");

  @Test
  void theHeadIsWhatAMachineOwesItsReaders() throws Exception {
    MimeMessage mail = read(source("Subject", "Shop"));

    assertThat(mail.getHeader("Message-ID")).containsExactly("<1-2@gate.example>");
    assertThat(mail.getSentDate()).isEqualTo(NOW);
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("MIME-Version")).containsExactly("1.0");
    assertThat(mail.getHeader("To")).containsExactly("ann@people.example");
    assertThat(mail.getAllRecipients()).hasSize(1);
  }

  @Test
  void bothPartsSayWhatTheyShould() throws Exception {
    MailParts parts = MailParts.of(read(source("Subject", "Shop")));

    assertThat(parts.text()).isEqualTo("Grüße\r\n= .\r\n");
    assertThat(parts.html()).isEqualTo("<p>Grüße</p>\r\n");
  }

  @Test
  void namesInAnyScriptComeAcross() throws Exception {
    MimeMessage mail = read(source("Für Sie: Nº 1 #2 日本", "Shop: Nº 1 #2, \"日本\""));

    assertThat(mail.getSubject()).isEqualTo("Für Sie: Nº 1 #2 日本");
    InternetAddress from = (InternetAddress) mail.getFrom()[0];
    assertThat(from.getPersonal()).isEqualTo("Shop: Nº 1 #2, \"日本\"");
    assertThat(from.getAddress()).isEqualTo("no-reply@gate.example");
  }

  @Test
  void sentMessageIsAscii() throws Exception {
    assertThat(source("Für Sie", "日本").chars()).allMatch(c -> c < 128);
  }

  @Test
  void noNameAddsAHeader() throws Exception {
    MimeMessage mail =
        read(source("Hello\r\nBcc: spy@people.example", "Shop\r\nBcc: spy@people.example"));

    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getAllRecipients()).hasSize(1);
  }

  private static String source(String subject, String name) throws MessagingException, IOException {
    RenderedMail envelope =
        new RenderedMail(
            new Sender(name, "no-reply@gate.example"),
            "ann@people.example",
            "1-2@gate.example",
            NOW,
            new MailTemplate.Content(subject, "Grüße\r\n= .\r\n", "<p>Grüße</p>\r\n"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    envelope.toMime(SESSION).writeTo(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static MimeMessage read(String source) throws MessagingException {
    return new MimeMessage(
        SESSION, new ByteArrayInputStream(source.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
