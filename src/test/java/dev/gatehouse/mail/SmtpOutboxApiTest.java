package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.mail.DeliveryException.Verdict;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.MailServer.Received;
import dev.gatehouse.testing.MailServer.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;

class SmtpOutboxApiTest {
  private static final Sender SENDER = new Sender("Shop", "no-reply@gate.example");

  private final MailServer server = MailServer.start();

  private final Path folder;

  SmtpOutboxApiTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aMailArrivesAsItIs() throws Exception {
    outbox(server.url()).deliver(envelope());

    Received mail = server.mails().get(0);
    assertThat(mail.sender()).isEqualTo("no-reply@gate.example");
    assertThat(mail.recipient()).isEqualTo("ann@people.example");
    assertThat(mail.mime().getMessageID()).isEqualTo("<1@gate.example>");
    assertThat(mail.mime().getSubject()).isEqualTo("Grüße");
    assertThat(mail.text()).isEqualTo("Grüße\r\n.\r\nEnde\r\n");
  }

  @Test
  void aRepeatedMailHasTheSameMessageId() throws Exception {
    SmtpOutbox outbox = outbox(server.url());
    server.hangUpAfterKeeping();
    DeliveryException unsure = undelivered(outbox);
    server.acceptAll();

    outbox.deliver(envelope());

    assertThat(unsure.verdict()).isNotEqualTo(Verdict.FINAL);
    assertThat(server.mails()).hasSize(2);
    assertThat(server.mails().get(0).mime().getMessageID())
        .isEqualTo(server.mails().get(1).mime().getMessageID());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550",
        "551",
        "553",
        "550 5.1.1",
        "550 5.1.2",
        "553 5.1.3",
        "551 5.1.6",
        "556 5.1.10",
        "550 5.2.1",
        "554 5.1.1",
        "501 5.1.3"
      })
  void aMailboxThatIsNoneIsNotTriedAgain(String reply) {
    server.refuse(Step.RECIPIENT, reply);

    DeliveryException refused = undelivered(outbox(server.url()));

    assertThat(refused.verdict()).isEqualTo(Verdict.FINAL);
    assertThat(refused).hasMessage(name() + " refused the recipient: " + reply);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "421", "450", "451 4.7.1", "452 4.2.2", "552 5.2.2", "552", "550 5.2.2", "550 5.7.1",
        "550 5.1.7", "550 5.1.8", "550 5.1.0", "550 5.2.10", "554 5.7.1", "554", "503", "501",
        "450 5.1.1", "550 4.1.1", "530 5.7.0", "571"
      })
  void refusalsNotAboutTheMailboxAreTemporary(String reply) {
    server.refuse(Step.RECIPIENT, reply);

    DeliveryException refused = undelivered(outbox(server.url()));

    assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(refused).hasMessage(name() + " refused the recipient: " + reply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"421", "451 4.3.0", "550", "550 5.1.1", "550 5.1.8", "554 5.7.1"})
  void refusalsOfSenderOrMailAreTemporary(String reply) {
    server.refuse(Step.SENDER, reply);
    DeliveryException sender = undelivered(outbox(server.url()));
    server.refuse(Step.CONTENT, reply);
    DeliveryException mail = undelivered(outbox(server.url()));

    assertThat(List.of(sender.verdict(), mail.verdict())).containsOnly(Verdict.REFUSED);
    assertThat(sender).hasMessage(name() + " refused the sender, APP_MAIL_FROM: " + reply);
    assertThat(mail).hasMessage(name() + " refused the mail: " + reply);
  }

  @Test
  void theServerIsToldTheNameThatIsSet() throws Exception {
    outbox(server.url()).deliver(envelope());

    assertThat(server.mails().get(0).helo()).isEqualTo("mail.gate.example");
  }

  private String name() {
    return "127.0.0.1:" + server.port();
  }

  @Test
  void aServerThatIsAwayIsTriedAgain() throws Exception {
    SmtpOutbox outbox = outbox(server.url());
    server.goAway();

    DeliveryException refused = undelivered(outbox);

    assertThat(refused.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(refused)
        .hasMessageContainingAll(
            "the mail server " + name() + " cannot be reached",
            "nothing listens there",
            "APP_SMTP_URL");
    server.comeBack();
    outbox.deliver(envelope());
    assertThat(server.mails()).hasSize(1);
  }

  @Test
  void aServerOfAnUnknownHostIsNamed() {
    DeliveryException refused = undelivered(outbox("smtp://no-such-host.invalid:25"));

    assertThat(refused.verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(refused)
        .hasMessageContainingAll("no-such-host.invalid:25", "host is not known", "APP_SMTP_URL");
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForLong() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      DeliveryException refused = undelivered(outbox("smtp://127.0.0.1:" + silent.getLocalPort()));

      assertThat(refused.verdict()).isEqualTo(Verdict.UNREACHABLE);
      assertThat(refused)
          .hasMessageContainingAll(
              "127.0.0.1:" + silent.getLocalPort(), "does not answer in time", "APP_SMTP_URL");
    }
  }

  @Test
  void theServerIsSignedInTo() throws Exception {
    try (MailServer strict =
        MailServer.start(
            builder ->
                builder
                    .requireAuth()
                    .authenticationHandlerFactory(
                        new EasyAuthenticationHandlerFactory(SmtpOutboxApiTest::signIn)))) {
      String host = "@127.0.0.1:" + strict.port();

      outbox("smtp://me%40gate:p%3Aa+s%25s" + host).deliver(envelope());
      DeliveryException refused = undelivered(outbox("smtp://me%40gate:wrong" + host));

      assertThat(strict.mails()).hasSize(1);
      assertThat(refused.verdict()).isEqualTo(Verdict.UNREACHABLE);
      assertThat(refused).hasMessageMatching("127.0.0.1:\\d+ refused the sign-in of APP_SMTP_URL");
    }
  }

  private static void signIn(String user, String password, Object context)
      throws LoginFailedException {
    if (!user.equals("me@gate") || !password.equals("p:a+s%s")) {
      throw new LoginFailedException();
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
    SSLContext tls = selfSigned();
    try (MailServer offers =
            MailServer.start(builder -> builder.startTlsSocketFactory(tls).enableTLS());
        MailServer demands = MailServer.start(builder -> builder.serverSocketFactory(tls))) {
      DeliveryException offered = undelivered(outbox(offers.url()));
      DeliveryException demanded = undelivered(outbox("smtps://127.0.0.1:" + demands.port()));

      for (DeliveryException refused : List.of(offered, demanded)) {
        assertThat(refused.verdict()).isEqualTo(Verdict.UNREACHABLE);
        assertThat(refused).hasMessageMatching("the mail server .*(Cert|SSL).*Exception.*");
      }
      assertThat(offers.mails()).isEmpty();
    }
  }

  private SSLContext selfSigned() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "mail",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, new SecureRandom());
    return context;
  }

  private static DeliveryException undelivered(SmtpOutbox outbox) {
    return catchThrowableOfType(DeliveryException.class, () -> outbox.deliver(envelope()));
  }

  private static SmtpOutbox outbox(String url) {
    return new SmtpOutbox(
        SmtpServer.of(new SecretString(url)),
        SENDER,
        "mail.gate.example",
        new SmtpServer.Timeouts(Duration.ofSeconds(1), Duration.ofMillis(500)));
  }

  private static RenderedMail envelope() {
    return new RenderedMail(
        SENDER,
        "ann@people.example",
        "1@gate.example",
        Instant.parse("2026-11-24T18:05:59Z"),
        new MailTemplate.Content("Grüße", "Grüße\r\n.\r\nEnde\r\n", "<p>Grüße</p>\r\n"));
  }
}
