package dev.gatehouse.users;

import static dev.gatehouse.testing.Authenticator.TOTP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecondFactorApiTest {
  private static final String DISABLE = "/api/v1/users/me/mfa/disable";
  private static final String CURRENT = "current_password";

  private final Service service = Service.shared();
  private final Person ann = service.person();

  @Test
  void settingUpShowsTheSecretOnceAndChangesNothingYet() {
    Answer setup = begin(Person.PASSWORD).answer();

    assertThat(setup.json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("secret", "otpauth_uri", "qr_png_base64");
    assertThat(setup.text("otpauth_uri"))
        .startsWith("otpauth://totp/Gatehouse:" + ann.email().replace("@", "%40") + "?");
    assertThat(setup.header("Cache-Control")).isEqualTo("no-store");
    assertThat(ann.me().answer().flag("mfa_enabled")).isFalse();
    assertThat(service.login(ann.email(), Person.PASSWORD).answer().status()).isEqualTo(200);
  }

  @Test
  void theFirstCodeTurnsItOnAndEndsNoSession() {
    Person elsewhere = ann.signedIn();
    Answer before = ann.me().answer();

    Authenticator app = turnOn();

    assertThat(app.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
    Answer after = elsewhere.me().answer();
    assertThat(after.flag("mfa_enabled")).isTrue();
    assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
    Answer conditional = ann.me().header("If-None-Match", before.header("ETag")).answer();
    assertThat(conditional.status()).isEqualTo(200);
  }

  @Test
  void aWrongFirstCodeIsRefusedAndTheRightOneStillGood() {
    Authenticator app = begun();

    assertThat(confirm(app.wrong()).outcome()).isEqualTo("422 invalid_mfa_code");
    assertThat(confirm(app.code(-2)).outcome()).isEqualTo("422 invalid_mfa_code");
    assertThat(confirm(app.code(2)).outcome()).isEqualTo("422 invalid_mfa_code");
    assertThat(ann.me().answer().flag("mfa_enabled")).isFalse();
    assertThat(confirm(app.code(-1)).outcome()).isEqualTo("200");
  }

  @Test
  void aSecondSetupReplacesTheOneThatWasNotConfirmed() {
    Authenticator first = begun();
    Authenticator second = begun();

    assertThat(confirm(first.code()).outcome()).isEqualTo("422 invalid_mfa_code");
    assertThat(confirm(second.code()).outcome()).isEqualTo("200");
  }

  @Test
  void everyStepHasItsState() {
    assertThat(confirm("123456").outcome()).isEqualTo("409 mfa_state");
    assertThat(disable(Person.PASSWORD, null).outcome()).isEqualTo("409 mfa_state");
    begin(Person.PASSWORD).answer().expect(200);
    assertThat(disable(Person.PASSWORD, null).outcome()).isEqualTo("409 mfa_state");

    Authenticator app = turnOn();

    assertThat(begin(Person.PASSWORD, app.next()).answer().outcome()).isEqualTo("409 mfa_state");
    assertThat(confirm(app.wrong()).outcome()).isEqualTo("409 mfa_state");
    assertThat(disable(Person.PASSWORD, app.next()).status()).isEqualTo(204);
    assertThat(ann.me().answer().flag("mfa_enabled")).isFalse();
    assertThat(service.login(ann.email(), Person.PASSWORD).answer().status()).isEqualTo(200);
  }

  @Test
  void settingUpTwiceAtOnceLeavesOneFactor() {
    Authenticator app = begun();
    String code = app.code();

    List<Answer> answers = service.atOnce(6, n -> ann.post(TOTP + "/confirm").json("code", code));

    assertThat(answers).extracting(Answer::outcome).containsOnlyOnce("200");
    assertThat(answers).extracting(Answer::outcome).containsOnly("200", "409 mfa_state");
  }

  @Test
  void everyProofAsksForThePasswordThenForACodeAndJudgesIt() {
    Authenticator app = turnOn();

    for (Map.Entry<String, Object[]> call : proofs().entrySet()) {
      assertThat(proving(call, "wrong password", app.next()).outcome())
          .as(call.getKey())
          .isEqualTo("403 wrong_password");
      assertThat(proving(call, Person.PASSWORD, null).outcome())
          .as(call.getKey())
          .isEqualTo("403 mfa_required");
      assertThat(proving(call, Person.PASSWORD, app.wrong()).outcome())
          .as(call.getKey())
          .isEqualTo("422 invalid_mfa_code");
    }
    Answer required = proving(proofs().entrySet().iterator().next(), Person.PASSWORD, null);
    assertThat(required.json().has("mfa_token")).isFalse();
    assertThat(ann.me().answer().flag("mfa_enabled")).isTrue();
  }

  @Test
  void aCodeOfAProofIsUsedUp() {
    Authenticator app = turnOn();
    String code = app.next();

    assertThat(changePassword(Person.PASSWORD, code).status()).isEqualTo(204);

    assertThat(changePassword("another horse 43", code).outcome())
        .isEqualTo("422 invalid_mfa_code");
    assertThat(disable("another horse 43", app.next()).status()).isEqualTo(204);
  }

  @Test
  void aRecoveryCodeProvesOnceHoweverItIsTyped() {
    Authenticator app = turnOn();
    String typed = app.recoveryCodes().get(3).toUpperCase(Locale.ROOT).replace("-", " ");

    assertThat(changePassword(Person.PASSWORD, typed).status()).isEqualTo(204);

    assertThat(changePassword("another horse 43", typed).outcome())
        .isEqualTo("422 invalid_mfa_code");
    assertThat(disable("another horse 43", app.recoveryCodes().get(4)).status()).isEqualTo(204);
  }

  @Test
  void withoutASecondFactorACodeIsNotLookedAt() {
    assertThat(changePassword(Person.PASSWORD, "nonsense").status()).isEqualTo(204);
  }

  @Test
  void deletingTheAccountAsksForACodeToo() {
    Authenticator app = turnOn();

    assertThat(delete(null).outcome()).isEqualTo("403 mfa_required");
    assertThat(delete(app.next()).status()).isEqualTo(204);
  }

  @Test
  void anAdministratorTakesItAwayAndTheCodesWithIt() {
    Person root = service.admin();
    Authenticator app = turnOn();

    assertThat(ann.delete(ann.path() + "/mfa").answer().outcome()).isEqualTo("403 forbidden");
    assertThat(root.delete(ann.path() + "/mfa").answer().status()).isEqualTo(204);

    assertThat(ann.me().answer().flag("mfa_enabled")).isFalse();
    assertThat(service.login(ann.email(), Person.PASSWORD).answer().status()).isEqualTo(200);
    assertThat(root.delete(ann.path() + "/mfa").answer().status()).isEqualTo(204);
    assertThat(root.delete("/api/v1/users/999999999/mfa").answer().outcome())
        .isEqualTo("404 not_found");
    turnOn();
    assertThat(disable(Person.PASSWORD, app.recoveryCodes().get(0)).outcome())
        .isEqualTo("422 invalid_mfa_code");
  }

  @Test
  void changesOfAFactorAreRecorded() {
    Person root = service.admin();
    Authenticator app = turnOn();
    disable(Person.PASSWORD, app.recoveryCodes().get(0)).expect(204);
    turnOn();
    root.delete(ann.path() + "/mfa").answer().expect(204);

    Answer trail = root.get("/api/v1/audit?limit=100&target=user:" + ann.id()).answer();

    assertThat(trail.each("action"))
        .startsWith(
            "mfa.reset", "mfa.enabled", "mfa.disabled", "mfa.recovery_code_used", "mfa.enabled");
    assertThat(trail.json().at("/items/0/actor_id").asLong()).isEqualTo(root.id());
    assertThat(trail.json().at("/items/3/detail").toString()).isEqualTo("{\"left\":9}");
  }

  @Test
  void anAdministratorsResetIsRecordedThoughThereIsNoFactor() {
    Person root = service.admin();

    root.delete(ann.path() + "/mfa").answer().expect(204);

    Answer trail = root.get("/api/v1/audit?action=mfa.reset&target=user:" + ann.id()).answer();
    assertThat(trail.json().at("/items/0/actor_id").asLong()).isEqualTo(root.id());
    assertThat(trail.each("id")).hasSize(1);
  }

  @Test
  void theDatabaseKnowsNeitherSecretNorRecoveryCode() {
    String secret = begin(Person.PASSWORD).answer().text("secret");
    Authenticator app = Authenticator.showing(secret, service.clock());
    Answer on = confirm(app.code());
    String code = on.json().at("/recovery_codes/0").asText();

    String stored = storedOf(ann);

    assertThat(stored)
        .isNotEmpty()
        .doesNotContain(hex(new Base32().decode(secret)))
        .doesNotContain(hex(secret.getBytes(StandardCharsets.UTF_8)))
        .doesNotContain(hex(code.getBytes(StandardCharsets.UTF_8)))
        .doesNotContain(hex(code.replace("-", "").getBytes(StandardCharsets.UTF_8)));
    assertThat(service.log()).doesNotContain(secret, code);
  }

  @Test
  void anIdempotencyKeyIsNotLookedAt() {
    Call setup = begin(Person.PASSWORD).header("Idempotency-Key", "ä");

    assertThat(setup.answer().status()).isEqualTo(200);
  }

  private Authenticator turnOn() {
    return Authenticator.of(ann, service.clock());
  }

  private Authenticator begun() {
    return Authenticator.showing(begin(Person.PASSWORD).answer().text("secret"), service.clock());
  }

  private Call begin(String password) {
    return ann.post(TOTP).json(CURRENT, password);
  }

  private Call begin(String password, String code) {
    return ann.post(TOTP).json(CURRENT, password, "code", code);
  }

  private Answer confirm(String code) {
    return ann.post(TOTP + "/confirm").json("code", code).answer();
  }

  private Answer disable(String password, @Nullable String code) {
    return proving(Map.entry("POST " + DISABLE, new Object[0]), password, code);
  }

  private Answer delete(@Nullable String code) {
    return proving(Map.entry("POST /api/v1/users/me/delete", new Object[0]), Person.PASSWORD, code);
  }

  private Answer changePassword(String password, String code) {
    return proving(
        Map.entry(
            "PUT /api/v1/users/me/password", new Object[] {"new_password", "another horse 43"}),
        password,
        code);
  }

  private static Map<String, Object[]> proofs() {
    return Map.of(
        "PUT /api/v1/users/me/password",
        new Object[] {"new_password", "another horse 43"},
        "POST " + TOTP,
        new Object[0],
        "POST " + DISABLE,
        new Object[0],
        "POST /api/v1/users/me/delete",
        new Object[0]);
  }

  private Answer proving(Map.Entry<String, Object[]> call, String password, @Nullable String code) {
    String path = call.getKey().substring(call.getKey().indexOf(' ') + 1);
    List<Object> members = new ArrayList<>(List.of(call.getValue()));
    members.addAll(List.of(CURRENT, password));
    if (code != null) {
      members.addAll(List.of("code", code));
    }
    return (call.getKey().startsWith("PUT") ? ann.put(path) : ann.post(path))
        .json(members.toArray())
        .answer();
  }

  private String storedOf(Person person) {
    return Jdbi.create(Database.longRunning(service.database()))
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select string_agg(row, ' ') from (
                          select cast(t as text) from totp t where user_id = :id
                          union all
                          select cast(r as text) from recovery_code r where user_id = :id) as rows (row)
                        """)
                    .bind("id", person.id())
                    .mapTo(String.class)
                    .one());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
