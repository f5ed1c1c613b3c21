package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
    Undelivered unsure = undelivered(outbox);
    server.takeAll();

    outbox.deliver(envelope());

    assertThat(unsure.isForGood()).isFalse();
    assertThat(server.mails()).hasSize(2);
    assertThat(server.mails().get(0).mime().getMessageID())
        .isEqualTo(server.mails().get(1).mime().getMessageID());
  }

  @Test
  void whatTheServerRefusesForGoodIsNotTriedAgain() {
    for (Step step : List.of(Step.RECIPIENT, Step.CONTENT)) {
      server.refuse(step, 550);

      Undelivered refused = undelivered(outbox(server.url()));

      assertThat(refused.isForGood()).as("%s", step).isTrue();
      assertThat(refused).hasMessage("SMTP 550");
    }
  }

  @Test
  void whatTheServerRefusesForNowIsTriedAgain() {
    for (Step step : Step.values()) {
      for (int code : new int[] {421, 451}) {
        server.refuse(step, code);

        Undelivered refused = undelivered(outbox(server.url()));

        assertThat(refused.isForGood()).as("%s %d", step, code).isFalse();
        assertThat(refused).hasMessageStartingWith("SMTP").hasMessageNotContainingAny("people");
      }
    }
  }

  @Test
  void aSenderWhoIsRefusedIsTheOperatorsToChange() {
    server.refuse(Step.SENDER, 550);

    Undelivered refused = undelivered(outbox(server.url()));

    assertThat(refused.isForGood()).isFalse();
    assertThat(refused).hasMessage("SMTP 550 for the sender, APP_MAIL_FROM");
  }

  @Test
  void aServerThatIsAwayIsTriedAgain() throws Exception {
    SmtpOutbox outbox = outbox(server.url());
    server.goAway();

    Undelivered refused = undelivered(outbox);

    assertThat(refused.isForGood()).isFalse();
    assertThat(refused).hasMessage("SMTP: no connection: ConnectException");
    server.comeBack();
    outbox.deliver(envelope());
    assertThat(server.mails()).hasSize(1);
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForLong() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Undelivered refused = undelivered(outbox("smtp://127.0.0.1:" + silent.getLocalPort()));

      assertThat(refused.isForGood()).isFalse();
      assertThat(refused).hasMessage("SMTP: no connection: SocketTimeoutException");
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
      Undelivered refused = undelivered(outbox("smtp://me%40gate:wrong" + host));

      assertThat(strict.mails()).hasSize(1);
      assertThat(refused.isForGood()).isFalse();
      assertThat(refused).hasMessage("SMTP: the sign-in of APP_SMTP_URL is refused");
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
      Undelivered offered = undelivered(outbox(offers.url()));
      Undelivered demanded = undelivered(outbox("smtps://127.0.0.1:" + demands.port()));

      for (Undelivered refused : List.of(offered, demanded)) {
        assertThat(refused.isForGood()).isFalse();
        assertThat(refused).hasMessageMatching("SMTP: no connection: .*(Cert|SSL).*Exception");
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

  private static Undelivered undelivered(SmtpOutbox outbox) {
    return catchThrowableOfType(Undelivered.class, () -> outbox.deliver(envelope()));
  }

  private static SmtpOutbox outbox(String url) {
    return new SmtpOutbox(
        SmtpServer.of(new SecretString(url)),
        SENDER,
        new SmtpServer.Patience(Duration.ofSeconds(1), Duration.ofMillis(500)));
  }

  private static Envelope envelope() {
    return new Envelope(
        SENDER,
        "ann@people.example",
        "1@gate.example",
        Instant.parse("2026-11-24T18:05:59Z"),
        new Template.Filled("Grüße", "Grüße\r\n.\r\nEnde\r\n", "<p>Grüße</p>\r\n"));
  }
}
