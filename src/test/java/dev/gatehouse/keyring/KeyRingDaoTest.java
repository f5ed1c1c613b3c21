package dev.gatehouse.keyring;

import static dev.gatehouse.testing.Await.await;
import static dev.gatehouse.testing.TestSecrets.keys;
import static dev.gatehouse.testing.TestSecrets.secrets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.Secrets;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyRingDaoTest {
  private static final String OLD = "an old secret of thirty-two bytes";
  private static final String NEW = "a new secret of thirty-two bytes!";
  private static final String OTHER = "a secret that was never the right one";
  private static final KeyUse USE = RingKeyUse.WRAPPING;

  private final DatabaseUrl url = TestDatabase.migrated();
  private final Database database = Database.open(url, new DatabaseConfig(null, 2, 8));
  private final SettableClock clock = SettableClock.ofToday();

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void aNewDatabaseHasARandomKeyThatTheSecretAloneDoesNotTell() {
    KeyRing made = open(secrets(OLD));

    assertThat(key(made)).isEqualTo(key(open(secrets(OLD))));
    assertThat(key(made)).isNotEqualTo(keys(OLD).of(USE).current());
    assertThat(readKeys(made)).hasSize(1);
    assertThat(stored()).hasSize(1);
    assertThat(stored().get(0)).doesNotContain(HexFormat.of().formatHex(key(made)));
  }

  @Test
  void nodesThatStartAtOnceMakeOneRing() {
    List<CompletableFuture<KeyRing>> nodes;
    try (OpenTransaction all =
        OpenTransaction.running(url, "lock table key_ring in share update exclusive mode")) {
      nodes =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> open(secrets(OLD))))
              .limit(4)
              .toList();
      all.awaitWaiters(4);
      all.commit();

      assertThat(nodes.stream().map(CompletableFuture::join).map(KeyRingDaoTest::key))
          .containsOnly(key(open(secrets(OLD))));
    }
    assertThat(stored()).hasSize(1);
  }

  @Test
  void whatAnEarlierReleaseSetUpKeepsTheKeysOfItsSecret() {
    setUpByEarlierRelease(OLD);

    assertThat(readKeys(open(secrets(OLD)))).isEqualTo(readKeys(keys(OLD)));
    assertThat(secretCheck()).as("its nodes may go on").isEqualTo(digest(OLD));
    assertThat(readKeys(open(secrets(NEW, OLD))))
        .as("a later change of the secret changes no key")
        .isEqualTo(readKeys(keys(OLD)));
  }

  @Test
  void amidAChangeItHasTheKeysOfBothSecrets() {
    setUpByEarlierRelease(OLD);

    assertThat(readKeys(open(secrets(NEW, OLD)))).isEqualTo(readKeys(keys(NEW, OLD)));
    assertThat(readKeys(open(secrets(OLD, NEW)))).isEqualTo(readKeys(keys(NEW, OLD)));
  }

  @Test
  void aNodeOfAnEarlierReleaseThatStartsAtTheSameMomentSetsItUp() {
    try (OpenTransaction earlier = OpenTransaction.running(url, setUp(OLD))) {
      var node = CompletableFuture.supplyAsync(() -> open(secrets(OLD)));
      earlier.awaitWaiters(1);
      earlier.commit();

      assertThat(key(node.join())).isEqualTo(keys(OLD).of(USE).current());
    }
  }

  @Test
  void aSecretThatDoesNotFitIsRefusedAndNothingIsWritten() {
    setUpByEarlierRelease(OLD);
    assertRefused(secrets(OTHER), "APP_JWT_SECRET_PREVIOUS");
    assertThat(stored()).isEmpty();

    open(secrets(OLD));
    List<String> before = stored();
    assertRefused(secrets(NEW), "APP_JWT_SECRET_PREVIOUS");
    assertRefused(secrets(NEW, OTHER), "APP_JWT_SECRET_PREVIOUS");
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void afterARewrapTheNewSecretAloneOpensTheSameRing() {
    byte[] key = key(open(secrets(OLD)));
    KeyRing during = open(secrets(NEW, OLD));

    assertThat(during.rewrap()).isEqualTo(1);
    assertThat(during.rewrap()).as("again").isZero();

    assertThat(key(open(secrets(NEW)))).isEqualTo(key);
    assertThat(key(open(secrets(OLD, NEW)))).as("a node not yet changed").isEqualTo(key);
    assertRefused(secrets(OLD), "APP_JWT_SECRET_PREVIOUS");
  }

  @Test
  void twoRewrapsAtOnceAreOne() {
    setUpByEarlierRelease(OLD);
    open(secrets(OLD, OTHER));
    KeyRing during = open(secrets(NEW, OLD));
    List<CompletableFuture<Integer>> commands;
    try (OpenTransaction all =
        OpenTransaction.running(url, "lock table key_ring in share update exclusive mode")) {
      commands =
          Stream.generate(() -> CompletableFuture.supplyAsync(during::rewrap)).limit(2).toList();
      all.awaitWaiters(2);
    }

    assertThat(commands.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(2, 0);
    assertThat(readKeys(open(secrets(NEW)))).isEqualTo(readKeys(keys(OLD, OTHER)));
  }

  @Test
  void afterARewrapEarlierReleasesRefuseBothSecrets() {
    setUpByEarlierRelease(OLD);
    open(secrets(OLD));

    open(secrets(NEW, OLD)).rewrap();

    assertThat(secretCheck()).isNotIn(digest(OLD), digest(NEW));
  }

  @Test
  void aStatementThatDoesNotSeeTheFenceIsOlderThoughItHasWrittenNothingYet() {
    open(secrets(OLD));
    RekeyDao dao = database.dao(RekeyDao.class);
    dao.begin(UUID.randomUUID());
    TestDatabase.execute(url, "create table made (value bigint)");
    try (OpenTransaction lock = OpenTransaction.running(url, "select pg_advisory_lock(1)")) {
      var frozen =
          CompletableFuture.runAsync(
              () ->
                  TestDatabase.execute(
                      url,
                      """
                      insert into made
                      select value from (select under_ring(1, 1::bigint) as value offset 0) as m
                      where value > 0 and cast(pg_advisory_xact_lock(1) as text) is not null
                      """));
      lock.awaitWaiters(1);
      lock.commit();

      database.dao(KeyRingDao.class).raiseFence(2);
      dao.noteFence();

      assertThat(dao.listOlder()).hasSize(1);
      assertThat(dao.endOlder()).isEqualTo(1);
      assertThat(frozen).failsWithin(Duration.ofSeconds(10));
    }
    await().until(() -> dao.listOlder().isEmpty());
    assertThat(TestDatabase.text(url, "select count(*) from made")).isEqualTo("0");
  }

  @Test
  void anAlteredRowIsRefused() {
    setUpByEarlierRelease(OLD);
    open(secrets(OLD, OTHER));
    String first = "(select wrapped from key_ring where is_current)";
    List<String> alterations =
        List.of(
            "update key_ring set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)",
            "update key_ring set wrapped = substr(wrapped, 1, 50)",
            "update key_ring set wrapped = ''",
            "update key_ring set wrapped = wrapped || 'x'",
            "update key_ring set wrapped = " + first + " where not is_current",
            "update key_ring set id = gen_random_uuid()",
            "update key_ring set is_current = false");
    for (String alteration : alterations) {
      TestDatabase.execute(url, "create table whole as table key_ring");
      TestDatabase.execute(url, alteration);

      assertRefused(secrets(OLD, OTHER), "key_ring");

      TestDatabase.execute(
          url, "delete from key_ring; insert into key_ring table whole; drop table whole");
    }
    assertThat(readKeys(open(secrets(OLD, OTHER)))).hasSize(2);
  }

  @Test
  void aLostRingIsNotReplaced() {
    open(secrets(OLD));
    TestDatabase.execute(url, "delete from key_ring");

    assertRefused(secrets(OLD), "key_ring");
    assertThat(stored()).isEmpty();
  }

  private void assertRefused(Secrets secrets, String text) {
    assertThatThrownBy(() -> open(secrets))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining(text)
        .hasMessageNotContainingAny(OLD, NEW, OTHER);
  }

  private KeyRing open(Secrets secrets) {
    return KeyRing.open(database, secrets, clock);
  }

  private static byte[] key(KeyRing ring) {
    return ring.keys().of(USE).current();
  }

  private static List<String> readKeys(KeyRing ring) {
    return readKeys(ring.keys());
  }

  private static List<String> readKeys(DerivedKeys keys) {
    return keys.of(USE).toRead().stream().map(HexFormat.of()::formatHex).toList();
  }

  private List<String> stored() {
    return TestDatabase.texts(url, "select cast(key_ring as text) from key_ring order by id");
  }

  private void setUpByEarlierRelease(String secret) {
    TestDatabase.execute(url, setUp(secret));
  }

  private static String setUp(String secret) {
    return "insert into secret_check (digest) values ('\\x" + digest(secret) + "')";
  }

  private String secretCheck() {
    return TestDatabase.text(url, "select encode(digest, 'hex') from secret_check");
  }

  private static String digest(String secret) {
    DerivedKeys ofEarlierRelease = keys(secret);
    return HexFormat.of().formatHex(ofEarlierRelease.of(RingKeyUse.SECRET_CHECK).current());
  }
}
