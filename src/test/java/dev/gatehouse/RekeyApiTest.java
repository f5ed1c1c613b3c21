package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.OnRekey;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is left to somebody who knows the old secret and has a copy of the database, and to users.
 */
class RekeyApiTest {
  private static final String OLD = TestSecrets.DEFAULT;
  private static final String NEW = "a newer secret, which is long enough as well";
  private static final String[] REKEY = {"keys", "rewrap", "--rekey"};
  private static final String WALK = ProductFixtures.PATH + "?limit=1";
  private static final String SKU = "ONCE-1";

  /** The first line and the one after which a run dies. */
  private static final int LINES = 2;

  private static final int MOST_RUNS = 60;

  private final DatabaseUrl database = TestDatabase.migrated();
  private final SettableClock clock = SettableClock.ofToday();
  private final MailServer mails = MailServer.start();
  private final List<Service> nodes = new ArrayList<>();
  private String algorithm = "ES256";

  @AfterEach
  void close() {
    nodes.forEach(Service::close);
    mails.close();
  }

  @Test
  void underRequestsNothingFailsAndWhatWasMadeBeforeEnds() {
    nodes.add(node());
    nodes.add(node());
    Stored stored = store(nodes.get(0));
    String kid = keySet(nodes.get(0));
    String head = head();
    DerivedKeys leaked = TestSecrets.keysOf(database, NEW);

    Requests requests = new Requests();
    String said = run(REKEY);
    List<String> outcomes = requests.stop();

    assertThat(said).contains("the root of the key ring is replaced", "API keys ended: 1");
    assertThat(outcomes)
        .contains("login 200", "refresh 200", "cursor 200", "add 201", "setup 200", "forgot 202")
        .noneMatch(outcome -> outcome.contains(" 5"));
    nodes.forEach(node -> assertEnded(stored, node));
    nodes.forEach(node -> assertThat(keySet(node)).isNotEqualTo(kid).contains("ES256"));
    nodes.forEach(node -> assertNothingIsForged(leaked, node));
    assertStays(stored);
    assertMailsArrive(stored);
    assertThat(run("audit", "verify", "--head", head)).contains("is clean", "its key was replaced");
    Person admin = nodes.get(1).admin();
    assertThat(admin.get("/api/v1/audit?action=ring.rekeyed").answer().each("id")).hasSize(1);
    assertThat(admin.get("/api/v1/audit?action=apikey.ended").answer().each("id")).hasSize(1);
    assertThat(texts("select cast(epoch as text) from key_ring")).containsExactly("2");
  }

  @Test
  void anInterruptionAtAnyStepIsMadeGoodByTheNextRun() {
    nodes.add(node());
    Stored stored = store(nodes.get(0));
    String head = head();
    Operator operator = operator();

    operator.runUntilLine(1, REKEY);
    int runs = 1;
    while (!texts("select phase from key_ring_rekey").isEmpty() && runs < MOST_RUNS) {
      operator.runUntilLine(LINES, REKEY);
      runs++;
    }

    assertThat(runs).isBetween(10, MOST_RUNS - 1);
    assertEnded(stored, nodes.get(0));
    assertStays(stored);
    assertThat(run("audit", "verify", "--head", head)).contains("is clean");
    assertThat(texts("select action from audit_entry where action = 'ring.rekeyed'")).hasSize(1);
    assertThat(texts("select cast(epoch as text) from key_ring")).containsExactly("2");
    assertThat(run(REKEY)).as("once more").contains("is replaced");
    assertStays(stored);
    assertThat(run("audit", "verify", "--head", head)).contains("is clean");
  }

  @Test
  void ofTwoRunsAtOnceOneIsRefusedUnlessTheOtherIsDead() {
    operator().runUntilLine(1, REKEY);
    TestDatabase.execute(database, "update key_ring_rekey set seen_at = clock_timestamp()");

    Operator.Done second = operator().run("", REKEY);

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.errors()).contains("Another run replaces the root key", "run this again");
    TestDatabase.execute(
        database, "update key_ring_rekey set seen_at = clock_timestamp() - interval '16 s'");
    assertThat(run(REKEY)).contains("is replaced");
  }

  @Test
  void withANodeThatDoesNotFollowNothingChanges() {
    nodes.add(node());
    Stored stored = store(nodes.get(0));
    TestDatabase.execute(
        database,
        "insert into node (id, seen_at, knows)"
            + " values (gen_random_uuid(), clock_timestamp() + interval '1 hour', '{}')");

    Operator.Done done = operator().run("", REKEY);

    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.errors()).contains("1 running nodes do not follow; nothing was changed yet");
    assertThat(stored.admin().at(nodes.get(0)).me().answer().status()).isEqualTo(200);
    assertThat(texts("select cast(epoch as text) from key_ring where is_current"))
        .containsExactly("1");
  }

  @Test
  void theSecretThatLeakedVerifiesNothingThoughItIsStillConfigured() {
    algorithm = "HS256";
    nodes.add(node());
    Person before = nodes.get(0).person();
    assertThat(signedAnew(before, OLD).me().answer().status()).isEqualTo(200);

    run(REKEY);

    Person after = nodes.get(0).person();
    assertThat(signedAnew(after, NEW).me().answer().status()).isEqualTo(200);
    assertThat(signedAnew(after, OLD).me().answer().outcome()).isEqualTo("401 invalid_token");
    nodes.add(node());
    assertThat(signedAnew(after, OLD).at(nodes.get(1)).me().answer().outcome())
        .isEqualTo("401 invalid_token");
  }

  @Test
  void soDoesItIfTheRunThatEndsDoesNotKnowIt() {
    algorithm = "HS256";
    nodes.add(node());
    operator().runUntilLine(1, REKEY);

    Operator.Done done = with("APP_JWT_SECRET", NEW).run("", REKEY);

    assertThat(done.exitCode()).as(done.errors()).isZero();
    Person after = nodes.get(0).person();
    assertThat(signedAnew(after, OLD).me().answer().outcome()).isEqualTo("401 invalid_token");
    for (String[] command : new String[][] {{"keys", "rewrap"}, REKEY}) {
      Operator.Done back =
          with("APP_JWT_SECRET", OLD, "APP_JWT_SECRET_PREVIOUS", NEW).run("", command);
      assertThat(back.exitCode()).isEqualTo(1);
      assertThat(back.errors()).contains("was replaced after a leak");
    }
  }

  @Test
  void anAlgorithmWithoutKeysIsRefusedWhileThereAreSome() {
    nodes.add(node());
    String kid = keySet(nodes.get(0));

    Operator.Done done = with("APP_JWT_SECRET", NEW, "APP_JWT_SECRET_PREVIOUS", OLD).run("", REKEY);

    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.errors()).contains("APP_JWT_ALGORITHM is HS256, but there are signing keys");
    assertThat(texts("select phase from key_ring_rekey")).isEmpty();
    assertThat(keySet(nodes.get(0))).isEqualTo(kid);
  }

  private Operator with(String... secrets) {
    List<String> settings = new ArrayList<>(List.of(secrets));
    settings.addAll(List.of("APP_JWT_ALGORITHM", "HS256", "APP_SMTP_URL", mails.url()));
    return new Operator(database, clock, settings.toArray(new String[0]));
  }

  @Test
  void whatAFrozenNodeMadeUnderTheOldKeyIsNotStored() {
    nodes.add(node());
    Person person = nodes.get(0).person();
    run(REKEY);
    TestDatabase.execute(database, "update key_ring_state set fence = 3");

    assertThat(nodes.get(0).login(person.email(), Person.PASSWORD).answer().outcome())
        .isEqualTo("503 unavailable");
  }

  /** What people have before. */
  private record Stored(
      Person admin,
      Person ann,
      Authenticator app,
      Person bob,
      String resetToken,
      Person cid,
      String apiKey,
      String cursor) {}

  private Stored store(Service node) {
    Person admin = node.admin();
    Person ann = node.verifiedPerson();
    Authenticator app = Authenticator.of(ann, clock);
    Person bob = node.verifiedPerson();
    node.post("/api/v1/auth/password/forgot").json("email", bob.email()).answer().expect(202);
    String resetToken = new Inbox(mails, bob.email()).resetToken();
    keyed(ProductFixtures.adding(admin, SKU)).answer().expect(201);
    ProductFixtures.added(admin);
    String cursor = node.get(WALK).answer().text("next_cursor");
    Person cid = node.verifiedPerson();
    Person gone = node.person();
    admin.delete("/api/v1/users/" + gone.id()).answer().expect(204);
    mails.goAway();
    node.post("/api/v1/auth/password/forgot").json("email", cid.email()).answer().expect(202);
    String key = cid.apiKey("me:read");
    return new Stored(admin, ann, app, bob, resetToken, cid, key, cursor);
  }

  private static void assertEnded(Stored stored, Service node) {
    Person admin = stored.admin().at(node);
    assertThat(admin.me().answer().outcome()).isEqualTo("401 invalid_token");
    assertThat(admin.refresh().answer().outcome()).isEqualTo("401 invalid_refresh_token");
    assertThat(node.get("/api/v1/users/me").bearer(stored.apiKey()).answer().outcome())
        .isEqualTo("401 invalid_token");
    assertThat(node.get(WALK + "&cursor=" + stored.cursor()).answer().fields())
        .containsExactly("cursor");
    assertThat(
            node.post("/api/v1/auth/password/reset")
                .json("token", stored.resetToken(), "new_password", "another horse 43")
                .answer()
                .outcome())
        .isEqualTo("400 invalid_one_time_token");
    assertThat(
            keyed(ProductFixtures.adding(stored.admin().signedInAt(node), SKU)).answer().outcome())
        .isEqualTo("409 sku_taken");
  }

  /** The second factor and its recovery codes. */
  private void assertStays(Stored stored) {
    for (Service node : nodes) {
      stored.ann().signInWithCode(node, stored.app().next());
      stored.ann().signInWithCode(node, stored.app().recoveryCodes().remove(0));
    }
  }

  /** A mail whose link ended is dropped. */
  private void assertMailsArrive(Stored stored) {
    mails.comeBack();
    clock.advance(Duration.ofHours(2));
    Inbox inbox = new Inbox(mails, stored.cid().email());
    inbox.awaitSubjects("API key");
    await()
        .untilAsserted(
            () ->
                assertThat(texts("select result ->> 'dropped' from job where result is not null"))
                    .contains("its link is void or has expired"));
    assertThat(inbox.subjects()).noneMatch(subject -> subject.contains("password"));
  }

  /** With the old keys and the ids of today. */
  private void assertNothingIsForged(DerivedKeys leaked, Service node) {
    String session = texts("select cast(id as text) from session limit 1").get(0);
    UUID id = UUID.fromString(session);
    byte[] content =
        ByteBuffer.allocate(20)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .putInt(1)
            .array();
    byte[] mac = DerivedKeys.hmac(leaked.of(new Leaked("refresh-token")).current(), content);
    String token = Base64Url.encode(ByteBuffer.allocate(52).put(content).put(mac).array());
    assertThat(node.post("/api/v1/auth/refresh").json("refresh_token", token).answer().outcome())
        .isEqualTo("401 invalid_refresh_token");
  }

  /** A use by its label alone. */
  private record Leaked(String label) implements KeyUse {
    @Override
    public String purpose() {
      return "an attack";
    }

    @Override
    public OnRekey onRekey() {
      return OnRekey.ENDS;
    }
  }

  /** The person with the same access token, signed by a secret. */
  private static Person signedAnew(Person person, String secret) {
    String token = person.tokens().access();
    String said = token.substring(0, token.lastIndexOf('.'));
    byte[] mac =
        DerivedKeys.hmac(
            secret.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.US_ASCII));
    return person.with(
        new Person.Tokens(said + '.' + Base64Url.encode(mac), person.tokens().refresh()));
  }

  /** What others do meanwhile, signing in again for each round. */
  private final class Requests {
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> outcomes = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> clients = new ArrayList<>();

    Requests() {
      for (int i = 0; i < nodes.size(); i++) {
        Service here = nodes.get(i);
        Service there = nodes.get(nodes.size() - 1 - i);
        Person person = here.admin();
        clients.add(
            CompletableFuture.runAsync(
                () -> {
                  while (!isOver.get()) {
                    round(person, here, there);
                  }
                }));
      }
    }

    private void round(Person person, Service here, Service there) {
      Answer login = here.login(person.email(), Person.PASSWORD).answer();
      note("login", login);
      Answer forgot =
          here.post("/api/v1/auth/password/forgot").json("email", person.email()).answer();
      note("forgot", forgot);
      Answer list = here.get(WALK).answer();
      note("cursor", there.get(WALK + "&cursor=" + list.text("next_cursor")).answer());
      if (login.status() == 200) {
        Person session = person.with(Person.Tokens.of(login));
        Answer refreshed = session.at(there).refresh().answer();
        note("refresh", refreshed);
        note("setup", setUp(session.at(here)));
        String sku = UUID.randomUUID().toString();
        Call adding = ProductFixtures.adding(session.at(there), sku);
        note("add", adding.header("Idempotency-Key", sku).answer());
      }
    }

    private Answer setUp(Person person) {
      return person
          .post("/api/v1/users/me/mfa/totp")
          .json("current_password", Person.PASSWORD)
          .answer();
    }

    private void note(String what, Answer answer) {
      outcomes.add(what + ' ' + answer.outcome());
    }

    List<String> stop() {
      isOver.set(true);
      clients.forEach(CompletableFuture::join);
      return outcomes.stream().distinct().toList();
    }
  }

  private Service node() {
    return Service.startOn(database, clock, settings());
  }

  private Operator operator() {
    return new Operator(database, clock, settings());
  }

  private String[] settings() {
    return new String[] {
      "APP_JWT_SECRET", NEW,
      "APP_JWT_SECRET_PREVIOUS", OLD,
      "APP_JWT_ALGORITHM", algorithm,
      "APP_SMTP_URL", mails.url()
    };
  }

  private String run(String... command) {
    Operator.Done done = operator().run("", command);
    assertThat(done.exitCode()).as(done.errors()).isZero();
    return done.output();
  }

  private String head() {
    return run("audit", "verify").replaceAll("(?s).*head (\\S+).*", "$1");
  }

  private List<String> texts(String sql) {
    return TestDatabase.texts(database, sql);
  }

  private static String keySet(Service node) {
    return node.get("/.well-known/jwks.json").answer().expect(200).body();
  }

  private static Call keyed(Call call) {
    return call.header("Idempotency-Key", "once");
  }
}
