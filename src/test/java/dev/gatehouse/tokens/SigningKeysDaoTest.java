package dev.gatehouse.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.nodes.NodesModule;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import dev.gatehouse.tokens.ListedKey.State;
import dev.gatehouse.tokens.SigningKeyService.Retirement;
import dev.gatehouse.tokens.SigningKeyService.Rotation;
import dev.gatehouse.tokens.SigningKeyService.UnknownKeyException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that share the signing keys of one database. */
class SigningKeysDaoTest {
  private static final UUID SESSION = UUID.fromString("0190e5f2-0000-7000-8000-000000000001");
  private static final RequestOrigin OPERATOR = RequestOrigin.ofCommand("test");
  private static final AuditConfig CHAINED = new AuditConfig(null, Duration.ofSeconds(1));
  private static final Duration LIFE = Duration.ofMinutes(30).plusSeconds(30);
  private static final Duration KEPT = LIFE.plusMinutes(2);

  private final DatabaseUrl url = TestDatabase.migrated();
  private final Database database = Database.open(url, new DatabaseConfig(null, 4, 4));
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-31T09:00:00Z"));

  /** One node. Its beats and recurring tasks come when the test says so. */
  private final class Node {
    final SigningKeys keys;
    final SigningKeyService service;
    final AccessTokens tokens;
    private final Runnable beat;

    Node(String algorithm, @Nullable Duration rotateEvery) {
      DerivedKeys secrets = TestSecrets.keys(TestSecrets.DEFAULT);
      KeySealer sealer = new KeySealer(secrets);
      KeyTimes times = new KeyTimes(LIFE, rotateEvery);
      NodesModule nodes = new NodesModule(database);
      SigningKeyDao dao = database.dao(SigningKeyDao.class);
      this.beat = nodes.recurring().get(0).work();
      this.keys = new SigningKeys(dao, sealer, KeyAlgorithm.named(algorithm), times, clock);
      nodes.nodes().keep(keys);
      this.service =
          new SigningKeyService(
              dao,
              keys,
              sealer,
              times,
              nodes.nodes(),
              new AuditModule(CHAINED, secrets, database, clock).log(),
              database.transactions(),
              clock);
      this.tokens =
          new AccessTokens(
              new TokenSignatures(TestSecrets.secrets(TestSecrets.DEFAULT), () -> true, keys),
              "issuer",
              "audience",
              Duration.ofMinutes(30),
              clock);
    }

    void beat() {
      beat.run();
    }

    String issue() {
      return SessionTokens.issue(tokens, 7, SESSION, "c");
    }

    String signer() {
      return keys.signing().orElseThrow().kid();
    }

    boolean accepts(String token) {
      try {
        return SessionTokens.verify(tokens, token).userId() == 7;
      } catch (Failure e) {
        assertThat(e).hasMessage("invalid_token");
        return false;
      }
    }

    Rotation rotate() {
      return service.rotate(OPERATOR, false).orElseThrow();
    }

    String kidOf(State state) {
      return service.list().stream()
          .filter(key -> key.state() == state)
          .findFirst()
          .orElseThrow()
          .kid();
    }

    List<State> states() {
      return service.list().stream().map(ListedKey::state).toList();
    }
  }

  private Node started(String algorithm) {
    Node node = new Node(algorithm, null);
    node.service.start();
    node.beat();
    return node;
  }

  private void beat(Node... nodes) {
    for (Node node : nodes) {
      node.beat();
      node.service.turn();
    }
  }

  private void tend(Node... nodes) {
    for (Node node : nodes) {
      node.service.tend();
    }
  }

  private void addSession() {
    TestDatabase.execute(
        url,
        """
        insert into app_user (email, full_name, is_active, is_admin, email_verified, search_text,
          search_words, created_at, updated_at)
        values ('ann@people.example', 'Ann', true, false, true, '', '', now(), now());
        insert into session (id, user_id, client_id, created_at, last_used_at, expires_at, ip)
        select gen_random_uuid(), id, 'c', '2026-01-31T09:00:00Z', '2026-01-31T09:00:00Z',
          '2026-03-31T09:00:00Z', '127.0.0.1' from app_user
        """);
  }

  private List<String> audited() {
    return TestDatabase.texts(
        url, "select action || ' ' || target_id from audit_entry order by id");
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void theFirstNodeMakesTheFirstKeyAndTheSecondOneUsesIt() {
    Node first = started("ES256");
    Node second = started("ES256");

    assertThat(second.signer()).isEqualTo(first.signer());
    assertThat(second.accepts(first.issue())).isTrue();
    assertThat(header(first.issue())).contains("\"alg\":\"ES256\"", first.signer());
    assertThat(audited()).containsExactly("key.created " + first.signer());
    assertThat(first.states()).containsExactly(State.SIGNING);
  }

  private static String header(String token) {
    return new String(
        Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
        StandardCharsets.UTF_8);
  }

  @Test
  void nodesThatStartAtTheSameTimeMakeOneKey() {
    List<CompletableFuture<Node>> starting =
        List.of(
            CompletableFuture.supplyAsync(() -> started("EdDSA")),
            CompletableFuture.supplyAsync(() -> started("EdDSA")),
            CompletableFuture.supplyAsync(() -> started("EdDSA")));
    List<String> kids = starting.stream().map(node -> node.join().signer()).distinct().toList();

    assertThat(kids).hasSize(1);
    assertThat(TestDatabase.texts(url, "select kid from signing_key")).isEqualTo(kids);
  }

  @Test
  void aFreshDatabaseNeverAcceptsHs256() {
    String old = new Node("HS256", null).issue();
    Node node = started("ES256");

    assertThat(node.accepts(old)).isFalse();
    assertThat(node.service.secret()).isEmpty();
  }

  @Test
  void hs256IsAcceptedForOneTokenLifeAfterAnotherAlgorithmFirstSigned() {
    addSession();
    Node old = started("HS256");
    String before = old.issue();
    Node node = started("ES256");
    assertThat(old.accepts(node.issue())).as("at once, and asked for").isTrue();

    clock.advance(Duration.ofMinutes(20));
    String late = old.issue();
    assertThat(node.accepts(before)).isTrue();
    assertThat(node.accepts(late)).isTrue();
    assertThat(node.service.secret()).contains("HS256 is accepted until 2026-01-31T09:30:30Z");

    clock.advance(Duration.ofMinutes(10).plusSeconds(29));
    assertThat(node.accepts(late)).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(node.accepts(late)).as("remembered, and over").isFalse();
    assertThat(started("ES256").accepts(late)).as("the time stands in the database").isFalse();
    assertThat(old.accepts(late)).as("its own algorithm").isTrue();
    assertThat(node.service.secret()).isEmpty();
  }

  @Test
  void retiringHs256EndsItAtOnceOnNodesThatAreUp() {
    addSession();
    String token = started("HS256").issue();
    Node node = started("ES256");
    Node operator = new Node("ES256", null);
    assertThat(node.accepts(token)).isTrue();

    Retirement retirement = operator.service.retire(OPERATOR, "HS256");
    beat(node);

    assertThat(node.accepts(token)).isFalse();
    assertThat(retirement).isEqualTo(new Retirement(Optional.empty(), OptionalLong.of(1)));
    assertThat(operator.service.retire(OPERATOR, "HS256").sessions()).hasValue(0);
    assertThat(audited()).hasSize(2).last().isEqualTo("key.retired HS256");
    assertThatThrownBy(() -> started("HS256").service.retire(OPERATOR, "HS256"))
        .isInstanceOf(UnknownKeyException.class)
        .hasMessageContaining("APP_JWT_ALGORITHM");
  }

  @Test
  void aNextKeySignsAfterTenMinutesWhenAllLiveNodesKnowIt() {
    Node first = started("ES256");
    Node second = started("ES256");
    String old = first.signer();
    String oldToken = first.issue();
    Rotation rotation = new Node("ES256", null).rotate();
    assertThat(rotation)
        .isEqualTo(new Rotation(rotation.kid(), Instant.parse("2026-01-31T09:10:00Z"), true));

    beat(first);
    assertThat(first.keys.known().keySet().keys()).hasSize(2);
    assertThat(first.states()).containsExactly(State.NEXT, State.SIGNING);
    clock.advance(Duration.ofMinutes(10).minusMillis(1));
    beat(first);
    assertThat(first.signer()).isEqualTo(old);

    clock.advance(Duration.ofMillis(1));
    beat(first, first);
    assertThat(first.signer()).as("the second node does not know it").isEqualTo(old);

    second.beat();
    beat(first);
    assertThat(first.signer()).isEqualTo(rotation.kid());
    assertThat(first.states()).containsExactly(State.SIGNING, State.PUBLISHED);
    assertThat(second.signer()).as("until its next beat").isEqualTo(old);
    assertThat(second.accepts(first.issue())).isTrue();
    beat(second);
    assertThat(second.signer()).isEqualTo(rotation.kid());
    assertThat(first.accepts(oldToken)).isTrue();
    assertThat(audited()).containsExactly("key.created " + old, "key.rotated " + rotation.kid());
  }

  @Test
  void aSecondRotationNamesTheNextKeyAndHasItSignAtOnceIfToldTo() {
    Node node = started("ES256");
    Rotation first = node.rotate();

    assertThat(node.rotate()).isEqualTo(new Rotation(first.kid(), first.signsFrom(), false));
    assertThat(node.service.rotate(OPERATOR, true))
        .contains(new Rotation(first.kid(), clock.instant(), false));
    beat(node);
    assertThat(node.signer()).isEqualTo(first.kid());
    assertThat(new Node("HS256", null).service.rotate(OPERATOR, true)).isEmpty();
  }

  @Test
  void aKeyMadeBeforeAnyNodeHasTheAlgorithmWaitsForTheFirstOne() {
    addSession();
    Node secret = started("HS256");
    Rotation rotation = new Node("ES256", null).rotate();
    beat(secret);
    assertThat(secret.states()).containsExactly(State.NEXT);
    clock.advance(Duration.ofHours(1));
    String token = secret.issue();

    Node node = started("ES256");
    assertThat(node.signer()).isEqualTo(rotation.kid());
    assertThat(node.accepts(token)).as("HS256 counts from now on").isTrue();
    assertThat(secret.accepts(node.issue())).isTrue();
  }

  @Test
  void aKeyIsDroppedOnceItsLastTokenHasExpiredOnEveryNode() {
    Node node = started("ES256");
    Node slow = started("ES256");
    String old = node.signer();
    node.service.rotate(OPERATOR, true);
    beat(node, slow);
    node.beat();
    beat(slow);
    assertThat(node.signer()).isNotEqualTo(old);
    clock.advance(Duration.ofMinutes(1));
    database.dao(SigningKeyDao.class).mark(old, clock.instant(), clock.instant());
    String last = node.issue();

    clock.advance(KEPT);
    tend(node);
    assertThat(node.states()).containsExactly(State.SIGNING, State.PUBLISHED);
    assertThat(node.service.list().get(1).droppedAt()).isEqualTo(clock.instant());
    clock.advance(Duration.ofMinutes(1));
    tend(node);

    assertThat(node.states()).containsExactly(State.SIGNING);
    beat(slow);
    assertThat(slow.keys.known().keySet().keys()).hasSize(1);
    assertThat(node.accepts(last)).as("expired meanwhile").isFalse();
  }

  @Test
  void nothingIsDroppedBecauseAllNodesWereDown() {
    Node node = started("ES256");
    String kid = node.signer();
    clock.advance(Duration.ofDays(100));
    Node later = started("ES256");
    tend(later, later);

    assertThat(later.signer()).isEqualTo(kid);
    assertThat(later.accepts(later.issue())).isTrue();
    assertThat(later.states()).containsExactly(State.SIGNING);
  }

  @Test
  void retiringTheKeyThatSignsMakesAndUsesTheNextOne() {
    addSession();
    Node node = started("ES256");
    String old = node.signer();
    String token = node.issue();
    assertThat(node.accepts(token)).isTrue();

    Retirement retirement = new Node("ES256", null).service.retire(OPERATOR, old);
    beat(node);

    assertThat(node.accepts(token)).as("remembered, and retired").isFalse();
    assertThat(retirement)
        .isEqualTo(new Retirement(Optional.of(node.signer()), OptionalLong.of(1)));
    assertThat(node.accepts(node.issue())).isTrue();
    assertThat(node.states()).containsExactly(State.SIGNING, State.RETIRED);
    assertThat(
            TestDatabase.texts(
                url, "select private_key from signing_key where retired_at is not null"))
        .containsOnlyNulls();
    assertThat(node.service.retire(OPERATOR, old))
        .isEqualTo(new Retirement(Optional.empty(), OptionalLong.of(0)));
    assertThat(audited())
        .containsExactly(
            "key.created " + old, "key.retired " + old, "key.created " + node.signer());

    clock.advance(KeyTimes.RETIRED_KEPT.plusSeconds(1));
    tend(node);
    assertThat(node.states()).containsExactly(State.SIGNING);
  }

  @Test
  void retiringTheKeyThatSignsUsesANextOneThatIsThere() {
    Node node = started("EdDSA");
    String next = node.rotate().kid();

    assertThat(node.service.retire(OPERATOR, node.kidOf(State.SIGNING)).successor()).contains(next);
    beat(node);
    assertThat(node.signer()).isEqualTo(next);
  }

  @Test
  void aKeyThatDoesNotSignHasNoSuccessor() {
    Node node = started("ES256");
    String signer = node.signer();
    String next = node.rotate().kid();

    assertThat(node.service.retire(OPERATOR, next))
        .isEqualTo(new Retirement(Optional.empty(), OptionalLong.of(0)));
    beat(node);
    assertThat(node.signer()).isEqualTo(signer);
    assertThatThrownBy(() -> node.service.retire(OPERATOR, "nonsense"))
        .isInstanceOf(UnknownKeyException.class)
        .hasMessage("There is no key nonsense; there are " + signer);
  }

  @Test
  void aNodeWhoseLastKeyWasRetiredFromElsewhereHelpsItself() {
    Node node = started("ES256");
    new Node("HS256", null).service.retire(OPERATOR, node.signer());
    node.beat();
    assertThatThrownBy(node::issue).hasMessage("unavailable");
    node.service.turn();
    assertThat(node.accepts(node.issue())).isTrue();

    String next = node.rotate().kid();
    new Node("HS256", null).service.retire(OPERATOR, node.signer());
    beat(node);
    assertThat(node.signer()).isEqualTo(next);
  }

  @Test
  void anotherAlgorithmSignsOnceAllNodesKnowItsKey() {
    Node old = started("ES256");
    Node node = started("EdDSA");
    assertThat(node.signer()).as("goes on with the old algorithm").isEqualTo(old.signer());
    String before = node.issue();

    clock.advance(Duration.ofMinutes(10));
    beat(node);
    assertThat(node.signer()).isEqualTo(old.signer());
    beat(old, node);
    String after = node.issue();
    assertThat(header(after)).contains("EdDSA");
    assertThat(header(old.issue())).as("as it is configured").contains("ES256");
    for (Node each : List.of(old, node)) {
      assertThat(each.accepts(before)).isTrue();
      assertThat(each.accepts(after)).isTrue();
      assertThat(each.accepts(old.issue())).isTrue();
    }

    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofMinutes(20));
      tend(old, node);
    }
    assertThat(node.states())
        .as("the old node still signs with its key")
        .containsExactly(State.SIGNING, State.PUBLISHED);
    clock.advance(KEPT.plusMillis(1));
    tend(node);
    assertThat(node.states()).containsExactly(State.SIGNING);
  }

  @Test
  void aKeyThatBelongsToNobodyElseIsNotAccepted() {
    Node node = started("ES256");
    SigningKey foreign =
        new KeySealer(TestSecrets.keys("another secret, which is long enough too"))
            .make(KeyAlgorithm.ES256, 1, clock.instant(), clock.instant());
    database.dao(SigningKeyDao.class).insert(foreign, 1);
    TestDatabase.execute(
        url,
        "update signing_key set first_signed_at = now(); update signing_state set version = 99");
    beat(node);

    assertThat(node.keys.accepts(foreign.kid())).isFalse();
    assertThat(node.keys.known().keySet().keys()).hasSize(1);
    assertThat(node.signer()).isNotEqualTo(foreign.kid());
  }

  @Test
  void keysRotateByThemselvesOnOneOfTheNodes() {
    Node first = new Node("ES256", Duration.ofDays(90));
    Node second = new Node("ES256", Duration.ofDays(90));
    for (Node node : List.of(first, second)) {
      node.service.start();
      node.beat();
    }
    String old = first.signer();
    clock.advance(Duration.ofDays(90).minusSeconds(1));
    tend(first, second);
    assertThat(first.states()).containsExactly(State.SIGNING);

    clock.advance(Duration.ofSeconds(1));
    assertThat(first.service.ageInSeconds()).isEqualTo(90 * 24 * 3600);
    List.of(
            CompletableFuture.runAsync(first.service::tend),
            CompletableFuture.runAsync(second.service::tend))
        .forEach(CompletableFuture::join);
    assertThat(first.states()).containsExactly(State.NEXT, State.SIGNING);
    clock.advance(Duration.ofMinutes(10));
    beat(first, second, first);
    assertThat(first.signer()).isNotEqualTo(old);
    assertThat(first.service.ageInSeconds()).isZero();
    tend(first, second);
    assertThat(first.states()).containsExactly(State.SIGNING, State.PUBLISHED);
    assertThat(audited()).hasSize(2);
  }

  @Test
  void aNodeWithHs256AcceptsTheKeysAndSignsWithTheSecret() {
    addSession();
    Node node = started("RS256");
    Node back = started("HS256");

    assertThat(back.accepts(node.issue())).isTrue();
    assertThat(header(back.issue())).contains("HS256").doesNotContain("kid");
    assertThat(back.keys.known().keySet().keys()).hasSize(1);
    assertThat(back.service.ageInSeconds()).isZero();
    assertThat(back.states()).containsExactly(State.PUBLISHED);
    assertThat(back.service.secret()).contains("HS256 signs");
  }

  @Test
  void aTokenOfHopelessFormCausesNoSearch() {
    Node node = started("ES256");
    String token = node.issue();
    String[] parts = token.split("\\.", -1);
    database.stop();

    for (String header :
        List.of(
            "{'alg':'ES256','typ':'at+jwt'}",
            "{'alg':'ES256','typ':'at+jwt','kid':''}",
            "{'alg':'ES256','typ':'at+jwt','kid':7}",
            "{'alg':'ES256','typ':'at+jwt','kid':['a']}",
            "{'alg':'ES256','typ':'at+jwt','kid':'" + "a".repeat(44) + "'}",
            "{'alg':'ES256','typ':'at+jwt','kid':'" + "'' or 1=1 --".repeat(5) + "'}",
            "{'alg':'RS256','typ':'at+jwt','kid':'" + "a".repeat(43) + "'}",
            "{'alg':'ES512','typ':'at+jwt','kid':'" + "a".repeat(43) + "'}",
            "{'alg':'none','typ':'at+jwt','kid':'" + "a".repeat(43) + "'}")) {
      String encoded =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
      assertThat(node.accepts(encoded + '.' + parts[1] + '.' + parts[2])).as(header).isFalse();
    }
    assertThat(node.accepts(token)).as("without a query").isTrue();
  }

  @Test
  void theKeySetHasPublicPartsAlone() {
    Node node = started("ES256");
    KnownKeys before = node.keys.known();
    node.rotate();
    beat(node);

    assertThat(node.keys.known().kids()).isNotEqualTo(before.kids());
    assertThat(node.keys.known().keySet().keys())
        .hasSize(2)
        .allSatisfy(
            key -> assertThat(key.toString()).contains("kty=EC").doesNotContain(" d=", "{d="));
  }
}
