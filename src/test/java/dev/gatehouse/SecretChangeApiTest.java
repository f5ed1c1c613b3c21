package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.paging.CursorKeyUse;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Person.Tokens;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change of the secret, step by step as docs/operating.md has it, on two nodes. */
class SecretChangeApiTest {
  private static final String OLD = TestSecrets.DEFAULT;
  private static final String NEW = "a newer secret, which is long enough as well";
  private static final String WALK = ProductFixtures.PATH + "?limit=1";
  private static final String SKU = "ONCE-1";
  private static final String OTHER_PASSWORD = "another horse 43";

  /** What the release before wrote under that secret. */
  private static final String SECRET_CHECK_OF_OLD =
      "efa4f7773cbd307b33feedf2fea3a71fc41c7d6820313db9a78680fa3b2fa44a";

  private final DatabaseUrl database = TestDatabase.migrated();
  private final SettableClock clock = SettableClock.ofToday();
  private final MailServer mails = MailServer.start();
  private final List<Service> nodes = new ArrayList<>();
  private String algorithm = "HS256";

  @AfterEach
  void close() {
    nodes.forEach(Service::close);
    mails.close();
  }

  @Test
  void inTheDocumentedOrderNoRequestIsRefusedAndNothingIsLost() {
    nodes.add(node(OLD, null));
    nodes.add(node(OLD, null));
    Stored stored = store(nodes.get(0));
    String head = runUnder(OLD, null, "audit", "verify").replaceAll("(?s).*head (\\S+).*", "$1");
    Person admin = stored.admin();

    assertNothingIsRefused(admin);
    replaceBoth(admin, OLD, NEW);
    replaceBoth(admin, NEW, OLD);
    assertThat(runUnder(NEW, OLD, "keys", "rewrap")).contains("wrapped under the new secret");
    assertThat(runUnder(NEW, OLD, "keys", "rewrap")).contains("nothing to do");
    clock.advance(Duration.ofMinutes(31));
    admin = admin.with(Tokens.of(admin.at(nodes.get(0)).refresh().answer()));
    replaceBoth(admin, NEW, null);

    Person returning = assertNothingIsLost(stored, nodes.get(1));
    assertThat(runUnder(NEW, null, "audit", "verify", "--head", head)).contains("is clean");
    assertThat(returning.get("/api/v1/audit?action=ring.rewrapped").answer().each("id")).hasSize(1);
  }

  @Test
  void whatWasStoredUnderTheKeysOfAnEarlierReleaseSurvivesToo() {
    TestDatabase.execute(
        database,
        "insert into secret_check (digest) values (decode('%s', 'hex'))"
            .formatted(SECRET_CHECK_OF_OLD));
    algorithm = "ES256";
    nodes.add(node(OLD, null));
    String keySet = keySet(nodes.get(0));
    Stored stored = store(nodes.get(0));
    String head = runUnder(OLD, null, "audit", "verify").replaceAll("(?s).*head (\\S+).*", "$1");
    assertThat(TestSecrets.keysOf(database).of(CursorKeyUse.POSITION).current())
        .isEqualTo(TestSecrets.keys(OLD).of(CursorKeyUse.POSITION).current());

    runUnder(NEW, OLD, "keys", "rewrap");
    clock.advance(Duration.ofMinutes(31));
    nodes.get(0).close();
    nodes.set(0, node(NEW, null));

    assertNothingIsLost(stored, nodes.get(0));
    assertThat(keySet(nodes.get(0))).isEqualTo(keySet).contains("ES256");
    assertThat(runUnder(NEW, null, "audit", "verify", "--head", head)).contains("is clean");
  }

  private static String keySet(Service node) {
    return node.get("/.well-known/jwks.json").answer().expect(200).body();
  }

  /** What people have before the change. */
  private record Stored(
      Person admin,
      Person ann,
      Authenticator app,
      Person bob,
      String resetToken,
      Person cid,
      String apiKey,
      Answer added,
      String cursor) {}

  private Stored store(Service node) {
    Person admin = node.admin();
    Person ann = node.verifiedPerson();
    Authenticator app = Authenticator.of(ann, clock);
    Person bob = node.verifiedPerson();
    node.post("/api/v1/auth/password/forgot").json("email", bob.email()).answer().expect(202);
    String resetToken = new Inbox(mails, bob.email()).resetToken();
    Answer added = keyed(ProductFixtures.adding(admin, SKU)).answer().expect(201);
    ProductFixtures.added(admin);
    String cursor = node.get(WALK).answer().text("next_cursor");
    mails.goAway();
    Person cid = node.person();
    return new Stored(
        admin, ann, app, bob, resetToken, cid, admin.apiKey("me:read"), added, cursor);
  }

  /** Returns the administrator, in the session of before. */
  private Person assertNothingIsLost(Stored stored, Service node) {
    Person admin = stored.admin();
    Person returning = admin.with(Tokens.of(admin.at(node).refresh().answer())).at(node);
    assertThat(returning.me().answer().id()).isEqualTo(admin.id());
    assertThat(node.get("/api/v1/users/me").bearer(stored.apiKey()).answer().id())
        .isEqualTo(admin.id());
    assertThat(node.get(WALK + "&cursor=" + stored.cursor()).answer().expect(200).each("id"))
        .hasSize(1);
    Answer again = keyed(ProductFixtures.adding(returning, SKU)).answer();
    assertThat(again.body()).isEqualTo(stored.added().body());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    stored.ann().signInWithCode(node, stored.app().next());
    stored.ann().signInWithCode(node, stored.app().recoveryCodes().get(0));
    node.post("/api/v1/auth/password/reset")
        .json("token", stored.resetToken(), "new_password", OTHER_PASSWORD)
        .answer()
        .expect(204);
    node.login(stored.bob().email(), OTHER_PASSWORD).answer().expect(200);
    mails.comeBack();
    clock.advance(Duration.ofMinutes(2));
    assertThat(new Inbox(mails, stored.cid().email()).confirmationToken()).hasSize(43);
    return returning;
  }

  /** Replaces one node after the other, as an operator does. */
  private void replaceBoth(Person session, String current, @Nullable String previous) {
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).close();
      nodes.set(i, node(current, previous));
      assertNothingIsRefused(session);
    }
  }

  /** Whatever a node makes, all take; so do they what was made before. */
  private void assertNothingIsRefused(Person session) {
    for (Service taker : nodes) {
      assertThat(session.at(taker).me().answer().status()).isEqualTo(200);
      for (Service maker : nodes) {
        Person here = session.signedInAt(maker);
        assertThat(here.at(taker).me().answer().status()).isEqualTo(200);
        Tokens refreshed = Tokens.of(here.at(taker).refresh().answer());
        assertThat(here.with(refreshed).at(maker).me().answer().status()).isEqualTo(200);
      }
    }
  }

  private Service node(String current, @Nullable String previous) {
    return Service.startOn(database, clock, settings(current, previous));
  }

  private String[] settings(String current, @Nullable String previous) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "APP_JWT_SECRET",
                current,
                "APP_JWT_ALGORITHM",
                algorithm,
                "APP_SMTP_URL",
                mails.url()));
    if (previous != null) {
      settings.addAll(List.of("APP_JWT_SECRET_PREVIOUS", previous));
    }
    return settings.toArray(String[]::new);
  }

  private String runUnder(String current, @Nullable String previous, String... command) {
    Operator.Done done =
        new Operator(database, clock, settings(current, previous)).run("", command);
    assertThat(done.exitCode()).as(done.errors()).isZero();
    return done.output();
  }

  private static Call keyed(Call call) {
    return call.header("Idempotency-Key", "once");
  }
}
