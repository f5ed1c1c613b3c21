package dev.gatehouse.testing;

import static dev.gatehouse.testing.Await.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server that stores mails, and on request refuses them, hangs up or goes away. */
public final class MailServer implements AutoCloseable {
  private final int port = Ports.free();
  private final UnaryOperator<SMTPServer.Builder> options;
  private final List<Received> mails = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
  private final AtomicBoolean keepsSilently = new AtomicBoolean();
  private @Nullable SMTPServer server;

  private MailServer(UnaryOperator<SMTPServer.Builder> options) {
    this.options = options;
  }

  /** The step of the dialogue at which a mail is refused. */
  public enum Step {
    SENDER,
    RECIPIENT,
    CONTENT
  }

  private record Refusal(Step step, RejectException exception) {}

  /** A mail as received. */
  public record Received(String helo, String sender, String recipient, String source) {
    public MimeMessage mime() {
      try {
        return new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
      } catch (MessagingException e) {
        throw new AssertionError(e);
      }
    }

    /** The text part, decoded. */
    public String text() {
      return MailParts.of(mime()).text();
    }
  }

  public static MailServer start() {
    return start(builder -> builder);
  }

  /** Starts a server with further options. */
  public static MailServer start(UnaryOperator<SMTPServer.Builder> options) {
    MailServer server = new MailServer(options);
    server.comeBack();
    return server;
  }

  public int port() {
    return port;
  }

  public String url() {
    return "smtp://127.0.0.1:" + port;
  }

  /** All accepted mails, oldest first. */
  public List<Received> mails() {
    return List.copyOf(mails);
  }

  public List<Received> mailsTo(String address) {
    return mails.stream().filter(mail -> mail.recipient().equals(address)).toList();
  }

  /** Waits until the address has this many mails, and returns them. */
  public List<Received> awaitMailsTo(String address, int count) {
    return await().until(() -> mailsTo(address), mails -> mails.size() >= count);
  }

  /**
   * Refuses every mail at this step from now on, with a text that contains the address.
   *
   * @param reply three digits, optionally followed by an enhanced code
   */
  public void refuse(Step step, String reply) {
    int code = Integer.parseInt(reply.substring(0, 3));
    String words = reply.substring(3) + " not for somebody@people.example";
    refusal.set(new Refusal(step, new RejectException(code, words.strip())));
  }

  /** Stores every mail from now on, but hangs up before confirming it. */
  public void hangUpAfterKeeping() {
    keepsSilently.set(true);
  }

  public void acceptAll() {
    refusal.set(null);
    keepsSilently.set(false);
  }

  public void goAway() {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  /** Starts again on the same port. */
  public void comeBack() {
    // it logs a warning for each refusal
    ((Logger) LoggerFactory.getLogger("org.subethamail")).setLevel(Level.OFF);
    server =
        options
            .apply(
                SMTPServer.port(port)
                    .bindAddress(InetAddress.getLoopbackAddress())
                    .messageHandlerFactory(context -> new Keeper(context.getHelo().orElse(""))))
            .build();
    server.start();
  }

  @Override
  public void close() {
    goAway();
  }

  private final class Keeper implements MessageHandler {
    private final String helo;
    private String sender = "";
    private String recipient = "";

    Keeper(String helo) {
      this.helo = helo;
    }

    @Override
    public void from(String from) throws RejectException {
      pass(Step.SENDER);
      sender = from;
    }

    @Override
    public void recipient(String to) throws RejectException {
      pass(Step.RECIPIENT);
      recipient = to;
    }

    @Override
    public @Nullable String data(InputStream data) throws RejectException, IOException {
      String source = new String(data.readAllBytes(), StandardCharsets.UTF_8);
      pass(Step.CONTENT);
      mails.add(new Received(helo, sender, recipient, source));
      if (keepsSilently.get()) {
        throw new IOException("hung up");
      }
      return null;
    }

    @Override
    public void done() {
      // nothing to release
    }

    private void pass(Step step) throws RejectException {
      Refusal now = refusal.get();
      if (now != null && now.step() == step) {
        throw now.exception();
      }
    }
  }
}
