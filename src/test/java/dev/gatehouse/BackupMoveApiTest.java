package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Person.Tokens;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that moves from a PostgreSQL to the embedded one, and back to another. */
class BackupMoveApiTest {
  private static final String ALGORITHM = "APP_JWT_ALGORITHM";
  private static final String SMTP = "APP_SMTP_URL";

  private final SettableClock clock = SettableClock.ofToday();
  private final MailServer mails = MailServer.start();
  private final Path folder;

  BackupMoveApiTest(@TempDir Path folder) {
    this.folder = folder.resolve("data");
  }

  @AfterEach
  void close() {
    mails.close();
  }

  /** What people have before the first move. */
  private record Stored(
      Person admin, Person ann, Authenticator app, String apiKey, String product, Person bob) {}

  @Test
  void nobodyNoticesTheMove() throws IOException {
    DatabaseUrl first = TestDatabase.migrated();
    Operator operator = new Operator(first, clock, settings());
    Stored stored;
    byte[] backup;
    try (Service node = Service.startOn(first, clock, settings())) {
      stored = store(node);
      backup = backup(operator);
    }
    String head = head(operator);

    Operator embedded = Operator.ofEmbedded(folder, clock, settings());
    assertThat(embedded.run(backup, "restore").errors())
        .contains("needs the secret", folder.resolve("jwt-secret").toString());
    assertThat(folder).doesNotExist();
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("jwt-secret"), TestSecrets.DEFAULT + "\n");
    restore(embedded, backup);
    assertThat(embedded.run("", "audit", "verify", "--head", head).output()).contains("is clean");
    Stored moved;
    try (Service node = Service.startEmbedded(folder, clock, settings())) {
      moved = assertNothingIsLost(stored, node);
      backup = backup(embedded);
    }
    head = head(embedded);

    DatabaseUrl last = TestDatabase.empty();
    Operator elsewhere = new Operator(last, clock, settings());
    restore(elsewhere, backup);
    assertThat(elsewhere.run("", "audit", "verify", "--head", head).output()).contains("is clean");
    try (Service node = Service.startOn(last, clock, settings())) {
      assertNothingIsLost(moved, node);
      mails.comeBack();
      clock.advance(Duration.ofHours(1));
      assertThat(new Inbox(mails, stored.bob().email()).confirmationToken()).hasSize(43);
    }
  }

  private String[] settings() {
    return new String[] {ALGORITHM, "ES256", SMTP, mails.url()};
  }

  private Stored store(Service node) {
    Person admin = node.admin();
    Person ann = node.verifiedPerson();
    Authenticator app = Authenticator.of(ann, clock);
    String apiKey = admin.apiKey("me:read");
    String product = ProductFixtures.added(admin);
    mails.goAway();
    return new Stored(admin, ann, app, apiKey, product, node.person());
  }

  /** Returns the same with the tokens of now. */
  private Stored assertNothingIsLost(Stored stored, Service node) {
    Person admin = stored.admin().at(node);
    assertThat(admin.me().answer().expect(200).id()).isEqualTo(admin.id());
    Person refreshed = admin.with(Tokens.of(admin.refresh().answer().expect(200)));
    assertThat(node.get("/api/v1/users/me").bearer(stored.apiKey()).answer().expect(200).id())
        .isEqualTo(admin.id());
    node.get(stored.product()).answer().expect(200);
    stored.ann().signInWithCode(node, stored.app().next());
    // new rows get ids of their own
    ProductFixtures.added(refreshed);
    node.person();
    return new Stored(
        refreshed, stored.ann(), stored.app(), stored.apiKey(), stored.product(), stored.bob());
  }

  private static byte[] backup(Operator operator) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Operator.Done done = operator.run(new byte[0], output, "backup");
    assertThat(done.exitCode()).as(done.errors()).isZero();
    return output.toByteArray();
  }

  private static void restore(Operator operator, byte[] backup) {
    Operator.Done done = operator.run(backup, "restore");
    assertThat(done.exitCode()).as(done.errors()).isZero();
    assertThat(done.output()).contains("the audit trail is clean");
  }

  private static String head(Operator operator) {
    Operator.Done done = operator.run("", "audit", "verify");
    assertThat(done.exitCode()).as(done.errors()).isZero();
    return done.output().replaceAll("(?s).*head (\\S+).*", "$1");
  }
}
