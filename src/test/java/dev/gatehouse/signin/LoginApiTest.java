package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LoginApiTest {
  private final Service service = Service.shared();

  @Test
  void theRightPasswordGetsTheTokensOfTheContract() {
    Person ann = service.account(Service.newEmail());

    Answer answer = service.login(ann.email(), Person.PASSWORD).answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "access_token", "token_type", "expires_in", "refresh_token", "refresh_expires_in");
    assertThat(answer.text("token_type")).isEqualTo("bearer");
    assertThat(answer.number("expires_in")).isEqualTo(1800);
    assertThat(answer.number("refresh_expires_in")).isEqualTo(30 * 24 * 3600);
  }

  @Test
  void theFullOAuth2PasswordFormIsAcceptedAndTheAddressInAnyCase() {
    Person ann = service.account(Service.newEmail());

    Answer answer =
        service
            .post("/api/v1/auth/login")
            .form(
                "grant_type", "password",
                "username", " " + ann.email().toUpperCase(Locale.ROOT) + " ",
                "password", Person.PASSWORD,
                "scope", "anything at all",
                "client_id", "the-shop",
                "of no interest", "1")
            .answer();

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void theFormsFaultsAreNamed() {
    Answer answer =
        service.post("/api/v1/auth/login").form("grant_type", "authorization_code").answer();

    assertThat(answer.outcome()).isEqualTo("422 validation");
    assertThat(answer.fields()).containsExactlyInAnyOrder("username", "password", "grant_type");
  }

  @Test
  void aParameterWithoutAValueCountsAsLeftOut() {
    Person ann = service.account(Service.newEmail());

    assertThat(service.login("", "").answer().fields())
        .containsExactlyInAnyOrder("username", "password");
    assertThat(service.login("", Person.PASSWORD).answer().fields()).containsExactly("username");
    Answer withoutPassword = service.login(ann.email(), "").answer();
    assertThat(withoutPassword.outcome()).isEqualTo("422 validation");
    assertThat(withoutPassword.fields()).containsExactly("password");
  }

  @Test
  void jsonIsNoForm() {
    assertThat(
            service
                .post("/api/v1/auth/login")
                .json("username", "ann@people.example", "password", Person.PASSWORD)
                .answer()
                .outcome())
        .isEqualTo("415 unsupported_media_type");
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressAndNoAddressGetTheSameAnswer() {
    Person ann = service.account(Service.newEmail());

    List<Answer> answers =
        List.of(
            service.login(ann.email(), "wrong password").answer(),
            service.login(ann.email(), Person.PASSWORD + "x".repeat(5000)).answer(),
            service.login(Service.newEmail(), Person.PASSWORD).answer(),
            service.login("not an address", Person.PASSWORD).answer());

    assertThat(answers).extracting(Answer::outcome).containsOnly("401 bad_credentials");
    assertThat(answers)
        .extracting(LoginApiTest::withoutRequestId)
        .hasSize(4)
        .containsOnly(withoutRequestId(answers.get(0)));
  }

  private static ObjectNode withoutRequestId(Answer answer) {
    return ((ObjectNode) answer.json()).without(List.of("request_id"));
  }

  @Test
  void aDisabledAccountIsToldSoOnlyAfterTheRightPassword() {
    Person ann = service.admin();
    Person bob = service.account(Service.newEmail());
    ann.disables(bob).answer().expect(200);

    assertThat(service.login(bob.email(), Person.PASSWORD).answer().outcome())
        .isEqualTo("403 account_disabled");
    assertThat(service.login(bob.email(), "wrong password").answer().outcome())
        .isEqualTo("401 bad_credentials");
  }

  @Test
  void aPasswordIsTheSameInEverySpellingOfUnicodeAndCountsToItsEnd() {
    String composed = "Zoë".repeat(30) + "-end";
    String decomposed = "Zoe\u0308".repeat(30) + "-end";
    String email = Service.newEmail();
    service.signUp(email, composed).answer().expect(201);

    assertThat(service.login(email, decomposed).answer().status()).isEqualTo(200);
    assertThat(service.login(email, composed + "!").answer().outcome())
        .isEqualTo("401 bad_credentials");
    assertThat(service.login(email, composed.substring(0, 80)).answer().outcome())
        .isEqualTo("401 bad_credentials");
  }

  @Test
  void aForeignHashIsReplacedAtSignIn() {
    assertReplaced("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U");
  }

  @Test
  void aHashThatIsOnlyDearerThanConfiguredIsReplacedAtSignIn() {
    assertReplaced(
        "$2b$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC",
        "abcdefghijklmnopqrstuvwxyz");
  }

  /** Of the published test vectors, so that nothing of ours has made the hash. */
  private void assertReplaced(String hash, String password) {
    Person ann = service.account(Service.newEmail());
    TestDatabase.execute(
        service.database(),
        "update password set hash = '" + hash + "' where user_id = " + ann.id());

    assertThat(service.login(ann.email(), password).answer().status()).isEqualTo(200);
    assertThat(service.login(ann.email(), password).answer().status()).isEqualTo(200);
    TestDatabase.execute(
        service.database(),
        "do $$ begin assert (select hash from password where user_id = "
            + ann.id()
            + ") like '$2b$04$%'; end $$");
  }

  @Test
  void fiftySignInsAtOnceAllSucceed() {
    Person ann = service.account(Service.newEmail());

    List<Answer> answers = service.atOnce(50, n -> service.login(ann.email(), Person.PASSWORD));

    assertThat(answers).extracting(Answer::outcome).containsOnly("200");
    assertThat(answers).extracting(answer -> answer.text("refresh_token")).doesNotHaveDuplicates();
  }
}
