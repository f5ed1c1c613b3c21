package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SignInLimitsApiTest {
  private static final String[] SETTINGS = {
    "APP_LIMITS",
    "on",
    "APP_TRUSTED_PROXIES",
    "127.0.0.1",
    "APP_LIMIT_SIGN_UP_PER_ADDRESS",
    "1000/1m"
  };
  private static final Service SERVICE = Service.start(SETTINGS);
  private static final Service OTHER_NODE =
      Service.startOn(SERVICE.database(), SERVICE.clock(), SETTINGS);
  private static final AtomicInteger NETWORKS = new AtomicInteger();

  private final Person ann = SERVICE.account(Service.newEmail());
  private final String home = newNetwork();
  private final String elsewhere = newNetwork();

  @AfterAll
  static void close() {
    OTHER_NODE.close();
    SERVICE.close();
  }

  @Test
  void afterTenWrongPasswordsTheRightOneIsRefusedAsWell() {
    assertThat(wrong(10, ann.email(), elsewhere)).containsOnly("401 bad_credentials");
    SERVICE.clock().advance(Duration.ofSeconds(60));

    Answer answer = right(ann.email(), elsewhere + ".7").answer();

    assertThat(answer.outcome()).isEqualTo("429 too_many_requests");
    assertThat(answer.header("Retry-After")).isEqualTo("840");
    assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"sign_in_per_network\";q=10;w=900");
    assertThat(answer.header("RateLimit")).isEqualTo("\"sign_in_per_network\";r=0;t=840");
  }

  @Test
  void whoWaitsAsToldIsLetInHoweverOftenHeTriedMeanwhile() {
    wrong(10, ann.email(), elsewhere);
    SERVICE.clock().advance(Duration.ofSeconds(899));
    assertThat(wrong(5, ann.email(), elsewhere)).containsOnly("429 too_many_requests");
    Answer refused = right(ann.email(), elsewhere + ".1").answer();
    assertThat(refused.header("Retry-After")).isEqualTo("1");

    SERVICE.clock().advance(Duration.ofSeconds(1));

    assertThat(right(ann.email(), elsewhere + ".1").answer().outcome()).isEqualTo("200");
  }

  @Test
  void theTrailHasEachWrongOneAndThatTheLimitIsReachedOnceAWindow() {
    wrong(10, ann.email(), elsewhere);
    wrong(6, ann.email(), elsewhere);
    SERVICE.clock().advance(Duration.ofMinutes(15));
    wrong(11, ann.email(), elsewhere);

    Person admin = SERVICE.admin();
    String rows = "/api/v1/audit?limit=100&target=user:" + ann.id() + "&action=";
    assertThat(admin.get(rows + "signin.failed").answer().each("id")).hasSize(20);
    assertThat(admin.get(rows + "signin.limited").answer().each("id")).hasSize(2);
  }

  @Test
  void tenWrongOnesSplitOverTwoNodesAreTen() {
    IntStream.range(0, 10)
        .forEach(
            n -> wrong(n % 2 == 0 ? SERVICE : OTHER_NODE, ann.email(), elsewhere + ".1").answer());

    assertThat(wrong(SERVICE, ann.email(), elsewhere + ".1").answer().status()).isEqualTo(429);
    assertThat(wrong(OTHER_NODE, ann.email(), elsewhere + ".1").answer().status()).isEqualTo(429);
  }

  @Test
  void ofAHundredWrongOnesAtOnceOnTwoNodesTenAreJudged() {
    List<String> outcomes =
        SERVICE
            .atOnce(
                100, n -> wrong(n % 2 == 0 ? SERVICE : OTHER_NODE, ann.email(), elsewhere + ".1"))
            .stream()
            .map(Answer::outcome)
            .toList();

    assertThat(outcomes).containsOnly("401 bad_credentials", "429 too_many_requests");
    assertThat(Collections.frequency(outcomes, "401 bad_credentials")).isEqualTo(10);
  }

  @Test
  void anAddressThatNobodyHasIsLimitedInTheSameWords() {
    String nobody = Service.newEmail();

    List<String> known = told(12, ann.email(), home);
    List<String> unknown = told(12, nobody, home);

    assertThat(unknown).isEqualTo(known);
    assertThat(known.get(11)).startsWith("429");
    assertThat(told(1, "  " + nobody.toUpperCase(Locale.ROOT), home)).containsOnly(known.get(11));
  }

  @Test
  void aCompletedSignInForgivesTheWrongOnesFromThere() {
    wrong(9, ann.email(), elsewhere);
    wrong(9, ann.email(), home);
    right(ann.email(), home + ".1").answer().expect(200);

    assertThat(wrong(10, ann.email(), home)).containsOnly("401 bad_credentials");
    assertThat(wrong(2, ann.email(), elsewhere))
        .containsExactly("401 bad_credentials", "429 too_many_requests");
  }

  @Test
  void anAttackerEverywhereDoesNotLockTheOwnerOut() {
    right(ann.email(), home + ".1").answer().expect(200);
    SERVICE.clock().advance(Duration.ofDays(30).minusMinutes(1));

    attackFromTenNetworks();

    Answer stranger = right(ann.email(), elsewhere + ".1").answer();
    assertThat(stranger.header("RateLimit-Policy"))
        .isEqualTo("\"sign_in_per_account\";q=100;w=900");
    assertThat(wrong(1, ann.email(), home)).containsOnly("401 bad_credentials");
    assertThat(right(ann.email(), home + ".99").answer().outcome()).isEqualTo("200");
  }

  @Test
  void aNetworkThatTheOwnerLeftLongAgoIsLikeAnyOther() {
    right(ann.email(), home + ".1").answer().expect(200);
    SERVICE.clock().advance(Duration.ofDays(32));

    attackFromTenNetworks();

    assertThat(right(ann.email(), home + ".1").answer().outcome())
        .isEqualTo("429 too_many_requests");
  }

  @Test
  void aClientAddressHasAHundredWrongOnesForAllAccountsTogether() {
    for (int i = 0; i < 100; i++) {
      wrong(SERVICE, Service.newEmail(), "2001:db8:5:5::" + (i + 1)).answer().expect(401);
    }

    assertThat(right(ann.email(), "2001:db8:5:5:f::1").answer().header("RateLimit"))
        .isEqualTo("\"sign_in_per_address\";r=0;t=900");
    assertThat(right(ann.email(), "2001:db8:5:6::1").answer().outcome()).isEqualTo("200");
  }

  @Test
  void aForgedForwardedForChangesNothing() {
    try (Service exposed =
        Service.startOn(SERVICE.database(), SERVICE.clock(), "APP_LIMITS", "on")) {
      IntStream.range(0, 10)
          .forEach(n -> wrong(exposed, ann.email(), newNetwork() + ".1").answer().expect(401));

      assertThat(wrong(exposed, ann.email(), newNetwork() + ".1").answer().status()).isEqualTo(429);
    }
  }

  @Test
  void aWrongCurrentPasswordIsAWrongSignIn() {
    Person here = ann.with(Person.Tokens.of(right(ann.email(), elsewhere + ".1").answer()));
    wrong(8, ann.email(), elsewhere);

    assertThat(changesPassword(here, "wrong").outcome()).isEqualTo("403 wrong_password");
    assertThat(deletes(here, "wrong").outcome()).isEqualTo("403 wrong_password");

    assertThat(changesPassword(here, Person.PASSWORD).outcome()).isEqualTo("429 too_many_requests");
    assertThat(deletes(here, Person.PASSWORD).outcome()).isEqualTo("429 too_many_requests");
    assertThat(right(ann.email(), elsewhere + ".1").answer().status()).isEqualTo(429);
  }

  @Test
  void aSecondSignInWritesNothingForItsLimits() {
    right(ann.email(), home + ".1").answer().expect(200);
    String before = rowsOfTheLimits();
    SERVICE.clock().advance(Duration.ofHours(23));

    right(ann.email(), home + ".1").answer().expect(200);

    assertThat(rowsOfTheLimits()).isEqualTo(before).isNotEmpty();
  }

  @Test
  void withoutLimitsNothingIsRefused() {
    try (Service open = Service.startOn(SERVICE.database(), SERVICE.clock(), "APP_LIMITS", "off")) {
      assertThat(IntStream.range(0, 12).mapToObj(n -> wrong(open, ann.email(), home + ".1")))
          .allSatisfy(call -> assertThat(call.answer().status()).isEqualTo(401));
    }
  }

  private void attackFromTenNetworks() {
    for (int i = 0; i < 10; i++) {
      assertThat(wrong(10, ann.email(), newNetwork())).containsOnly("401 bad_credentials");
    }
  }

  private static List<String> wrong(int times, String email, String network) {
    return IntStream.range(0, times)
        .mapToObj(n -> wrong(SERVICE, email, network + "." + (n + 1)).answer().outcome())
        .toList();
  }

  /** The responses to that many wrong passwords, without the parts that differ by request. */
  private static List<String> told(int times, String email, String network) {
    return IntStream.range(0, times)
        .mapToObj(n -> wrong(SERVICE, email, network + ".1").answer())
        .map(
            answer ->
                answer.status()
                    + answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "")
                    + answer.headers().map().keySet()
                    + answer.header("RateLimit"))
        .toList();
  }

  private static Call wrong(Service node, String email, String address) {
    return node.login(email, "wrong").header("X-Forwarded-For", address);
  }

  private static Call right(String email, String address) {
    return SERVICE.login(email, Person.PASSWORD).header("X-Forwarded-For", address);
  }

  private Answer changesPassword(Person person, String current) {
    return from(person.put("/api/v1/users/me/password"))
        .json("new_password", "another horse 43", "current_password", current)
        .answer();
  }

  private Answer deletes(Person person, String current) {
    return from(person.post("/api/v1/users/me/delete")).json("current_password", current).answer();
  }

  private Call from(Call call) {
    return call.header("X-Forwarded-For", elsewhere + ".1");
  }

  /** A network that nobody has come from yet, without its last part. */
  private static String newNetwork() {
    int number = NETWORKS.incrementAndGet();
    return "10." + number / 250 + "." + number % 250;
  }

  /** All that is stored, with which transaction wrote and which locked it. */
  private static String rowsOfTheLimits() {
    return Jdbi.create(Database.longRunning(SERVICE.database()))
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select string_agg(row, ' ' order by row) from (
                          select concat_ws(' ', xmin, xmax, ctid, k) from known_network k
                          union all
                          select concat_ws(' ', xmin, xmax, ctid, c) from rate_counter c) as rows (row)
                        """)
                    .mapTo(String.class)
                    .one());
  }
}
