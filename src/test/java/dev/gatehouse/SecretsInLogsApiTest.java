package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsInLogsApiTest {
  private static final String FIRST = "first horse 4711";
  private static final String SECOND = "second horse 4712";
  private static final String THIRD = "third horse 4713";
  private static final List<String> OTHERS = List.of("jdk.internal.httpclient", "org.subethamail");
  private static final String WRONG = "wrong horse 4714";

  private final MailServer mails = MailServer.start();
  private final Service service = Service.startVerbose("APP_SMTP_URL", mails.url());
  private final Map<String, String> secrets = new LinkedHashMap<>();

  @AfterAll
  void stop() {
    service.close();
    mails.close();
  }

  @Test
  void whateverPeopleDoNothingOfItIsInTheLogEvenWhereEverythingIsLogged() {
    String ann = known("address", "ann-in-the-log@people.example");
    String newAddress = known("new address", "ann-elsewhere@people.example");
    List.of(FIRST, SECOND, THIRD, WRONG).forEach(password -> known("password", password));
    known("signing secret", TestSecrets.DEFAULT);
    known("database", service.database().reveal());

    signUpAndIn(ann);
    String access = recover(ann);
    access = changeAddress(access, newAddress);
    useSecondFactor(access, newAddress);
    failsAtTheMailServer(newAddress);
    remainingRefusals(ann);
    service
        .post("/api/v1/users/me/delete")
        .bearer(tokens(newAddress, THIRD).access())
        .json("current_password", THIRD)
        .answer()
        .expect(204);

    String marker = Service.newName();
    service.get("/api/v1/products").header("X-Request-ID", marker).answer().expect(200);
    String log = ofTheService(service.awaitLog(marker));
    assertThat(log).contains("\"level\":\"DEBUG\"", "\"path\":\"/api/v1/auth/password/reset\"");
    List<String> found = new ArrayList<>();
    secrets.forEach(
        (secret, what) -> {
          int at = log.indexOf(secret);
          if (at >= 0) {
            found.add(what + " in …" + log.substring(Math.max(0, at - 300), at + secret.length()));
          }
        });
    assertThat(found).isEmpty();
    assertThat(log).doesNotContain("people.example", "Bearer ");
  }

  /** The tests' own HTTP client and mail server log there too. */
  private static String ofTheService(String log) {
    return log.lines()
        .filter(line -> OTHERS.stream().noneMatch(other -> line.contains("\"logger\":\"" + other)))
        .collect(Collectors.joining("\n"));
  }

  private void signUpAndIn(String ann) {
    service.signUp(ann, FIRST).answer().expect(201);
    service.signUp(ann, FIRST).answer().expect(409);
    Person.Tokens tokens = tokens(ann, FIRST);
    service.login(ann, WRONG).answer().expect(401);
    Answer refreshed =
        service
            .post("/api/v1/auth/refresh")
            .json("refresh_token", tokens.refresh())
            .answer()
            .expect(200);
    tokens(refreshed);
    service.get("/api/v1/users/me").bearer(tokens.access()).answer().expect(200);
    service.get("/api/v1/products?access_token=" + tokens.access()).answer().expect(200);
  }

  /** By both links that come for one address. */
  private String recover(String ann) {
    Inbox inbox = new Inbox(mails, ann);
    confirm(known("verification", inbox.confirmationToken())).answer().expect(204);
    service.post("/api/v1/auth/password/forgot").json("email", ann).answer().expect(202);
    String reset = known("reset", inbox.resetToken());
    reset(reset, "password").answer().expect(422);
    reset(reset, SECOND).answer().expect(204);
    reset(reset, SECOND).answer().expect(400);
    return tokens(ann, SECOND).access();
  }

  private String changeAddress(String access, String newAddress) {
    service
        .post("/api/v1/users/me/email")
        .bearer(access)
        .json("new_email", newAddress, "current_password", WRONG)
        .answer()
        .expect(403);
    service
        .post("/api/v1/users/me/email")
        .bearer(access)
        .json("new_email", newAddress, "current_password", SECOND)
        .answer()
        .expect(202);
    confirm(known("change", new Inbox(mails, newAddress).confirmationToken())).answer().expect(204);
    service
        .put("/api/v1/users/me/password")
        .bearer(access)
        .json("new_password", THIRD, "current_password", SECOND)
        .answer()
        .expect(204);
    return access;
  }

  private void useSecondFactor(String access, String address) {
    Answer setup =
        service
            .post(Authenticator.TOTP)
            .bearer(access)
            .json("current_password", THIRD)
            .answer()
            .expect(200);
    Authenticator app =
        Authenticator.showing(known("TOTP secret", setup.text("secret")), service.clock());
    Answer on =
        service
            .post(Authenticator.TOTP + "/confirm")
            .bearer(access)
            .json("code", app.code())
            .answer()
            .expect(200);
    on.json().path("recovery_codes").forEach(code -> known("recovery code", code.asText()));
    String recoveryCode = on.json().path("recovery_codes").get(0).asText();
    secondStep(address, app.wrong()).expect(401);
    tokens(secondStep(address, app.next()));
    tokens(secondStep(address, recoveryCode));
    service
        .post("/api/v1/users/me/mfa/disable")
        .bearer(access)
        .json("current_password", THIRD, "code", app.next())
        .answer()
        .expect(204);
  }

  private Answer secondStep(String address, String code) {
    Answer asked = service.login(address, THIRD).answer().expect(403);
    String mfaToken = known("mfa_token", asked.text("mfa_token"));
    return service.post("/api/v1/auth/mfa").json("mfa_token", mfaToken, "code", code).answer();
  }

  private void failsAtTheMailServer(String address) {
    await().untilAsserted(() -> assertThat(faultsOfMails()).isEmpty());
    mails.refuse(MailServer.Step.RECIPIENT, "451");
    service.post("/api/v1/auth/password/forgot").json("email", address).answer().expect(202);
    String failing = Service.newEmail();
    service.signUp(failing).answer().expect(201);
    await()
        .untilAsserted(
            () ->
                assertThat(faultsOfMails())
                    .hasSize(2)
                    .allMatch(fault -> fault.endsWith(" refused the recipient: 451")));
    mails.acceptAll();
    service.clock().advance(Duration.ofMinutes(1));
    known("reset", new Inbox(mails, address).resetToken());
    known("verification", new Inbox(mails, failing).confirmationToken());
  }

  private List<String> faultsOfMails() {
    return TestDatabase.texts(
        service.database(),
        "select coalesce(last_error, 'none') from job where type = 'mail.send' and state <>"
            + " 'succeeded'");
  }

  private void remainingRefusals(String ann) {
    service
        .post("/api/v1/users")
        .json("email", ann + " x", "full_name", "N\u0000", "password", "short")
        .answer()
        .expect(422);
    service
        .post("/api/v1/users")
        .body("application/json", "{\"email\":\"" + ann + "\",\"password\":\"" + FIRST)
        .answer()
        .expect(400);
    service.get("/api/v1/users/me").header("Authorization", "Basic " + WRONG).answer().expect(401);
    service.get("/nowhere?email=" + ann).answer().expect(404);
    service.get("/api/v1/users/" + ann).answer().expect(404);
    secrets.keySet().stream()
        .filter(secret -> secret.matches("[A-Za-z0-9._-]{20,}"))
        .forEach(token -> service.get("/nowhere/" + token).answer().expect(404));
  }

  private Person.Tokens tokens(String email, String password) {
    return tokens(service.login(email, password).answer());
  }

  private Person.Tokens tokens(Answer answer) {
    Person.Tokens tokens = Person.Tokens.of(answer);
    known("access token", tokens.access());
    known("refresh token", tokens.refresh());
    return tokens;
  }

  private Call confirm(String token) {
    return service.post("/api/v1/auth/email/verify").json("token", token);
  }

  private Call reset(String token, String newPassword) {
    return service
        .post("/api/v1/auth/password/reset")
        .json("token", token, "new_password", newPassword);
  }

  private String known(String what, String secret) {
    secrets.put(secret, what);
    return secret;
  }
}
