package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersCommandApiTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String CHEAP =
      "$2b$04$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";

  /** Published by the systems that made them; the passwords are in {@code KnownHashesTest}. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC",
          "abcdefghijklmnopqrstuvwxyz",
          "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
          "U*U",
          "$2b$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
          "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72"
              + " are ignored",
          "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
          "password",
          "$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk",
          "toomanysecrets",
          "pbkdf2_sha256$10000$seasalt$CWWFdHOWwPnki7HvkcqN9iA2T3KLW1cf2uZ5kvArtVY=",
          "l\u00e8tmein");

  private Service service;
  private Operator operator;

  @BeforeAll
  void start() {
    service = Service.start("APP_BCRYPT_COST", "6");
    operator = new Operator(service.database(), service.clock());
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void peopleSignInWithHashesFromElsewhereWhichAreReplaced() {
    Map<String, String> hashes =
        FOREIGN.keySet().stream()
            .collect(Collectors.toMap(hash -> Service.newEmail(), Function.identity()));
    String lines =
        hashes.entrySet().stream()
            .map(each -> line(each.getKey(), each.getValue()))
            .collect(Collectors.joining("\n"));

    assertThat(operator.run(lines, "users", "import").exitCode()).isZero();

    hashes.forEach(
        (email, hash) ->
            assertThat(service.login(email, "x" + passwordOf(hash)).answer().outcome())
                .as(hash)
                .isEqualTo("401 bad_credentials"));
    assertThat(exportedHashes()).containsAllEntriesOf(hashes);
    for (int time = 1; time <= 2; time++) {
      hashes.forEach(
          (email, hash) ->
              assertThat(service.login(email, passwordOf(hash)).answer().status())
                  .as(hash)
                  .isEqualTo(200));
    }
    Map<String, String> replaced = exportedHashes();
    assertThat(hashes.keySet())
        .allSatisfy(
            email ->
                assertThat(replaced.get(email)).matches("(\\$bcrypt-sha384)?\\$2b\\$06\\$.{53}"));
  }

  @Test
  void aHashThatIsReplacedIsOfTheWholePasswordFromThenOn() {
    String email = Service.newEmail();
    String hash = "$2b$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";
    String read = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    operator.run(line(email, hash), "users", "import");

    service.login(email, read + "mine").answer().expect(200);

    assertThat(service.login(email, read + "yours").answer().outcome())
        .isEqualTo("401 bad_credentials");
    service.login(email, read + "mine").answer().expect(200);
  }

  @Test
  void whatIsExportedComesInElsewhereAsItWas() {
    Person ann = service.person();
    Person boss = service.admin();
    boss.disables(service.account(Service.newEmail())).answer().expect(200);
    String before = export(operator);

    try (Service other = Service.startOn(TestDatabase.migrated(), service.clock())) {
      Operator there = new Operator(other.database(), other.clock());

      assertThat(there.run(before, "users", "import").output())
          .isEqualTo("imported %d, skipped 0, refused 0\n".formatted(before.lines().count()));
      assertThat(export(there)).isEqualTo(before);
      assertThat(other.login(ann.email(), Person.PASSWORD).answer().status()).isEqualTo(200);
      Answer me = boss.signedInAt(other).me().answer().expect(200);
      assertThat(me.flag("is_admin")).isTrue();
      assertThat(me.text("created_at")).isEqualTo(boss.me().answer().text("created_at"));
    }
  }

  @Test
  void rolesComeAlongWhereTheyExist() {
    Person ann = service.person();
    String role = service.role("jobs:read");
    service.give(ann, role);
    String line =
        export(operator)
            .lines()
            .filter(each -> each.contains(ann.email()))
            .findFirst()
            .orElseThrow();
    service.give(ann);

    try (Service other = Service.startOn(TestDatabase.migrated(), service.clock())) {
      Operator there = new Operator(other.database(), other.clock());
      Operator.Done refused = there.run(line, "users", "import");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.errors()).contains("roles must be names of roles");
      String builtIn = line.replace("[\"" + role, "[\"admin");
      assertThat(there.run(builtIn, "users", "import").errors()).contains("built-in roles");

      other.admin().post("/api/v1/roles").json("name", role, "permissions", List.of()).answer();
      assertThat(there.run(line, "users", "import").exitCode()).isZero();
      assertThat(export(there)).contains(line);
    }
  }

  @Test
  void accountsOfManyPagesAreExportedOnceEach() {
    String lines =
        IntStream.range(0, 1001)
            .mapToObj(i -> line("many" + i + "@people.example", CHEAP))
            .collect(Collectors.joining("\n"));

    assertThat(operator.run(lines, "users", "import").output())
        .isEqualTo("imported 1001, skipped 0, refused 0\n");

    assertThat(export(operator).lines().map(UsersCommandApiTest::emailOf))
        .doesNotHaveDuplicates()
        .filteredOn(email -> email.startsWith("many"))
        .hasSize(1001);
  }

  @Test
  void badLinesAreNamedWithTheReasonAndTheOthersLand() {
    String good = Service.newEmail();
    String lines =
        String.join(
            "\n",
            line("no address", CHEAP),
            "{\"email\":\"z@people.example\",\"full_name\":\"Z\",\"\\u0000\\u202e\":1}",
            line(good, CHEAP),
            "{",
            "[]",
            "{\"email\":\"a@people.example\",\"full_name\":\"A\",\"password\":\"x\"}",
            line("b@people.example", "5f4dcc3b5aa765d61d8327deb882cf99"),
            line(
                "c@people.example",
                "$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$" + "A".repeat(43)),
            line("d@people.example", "pbkdf2_sha256$1000000000$seasalt$" + "A".repeat(43) + "="),
            Json.object(
                "email",
                "e@people.example",
                "full_name",
                "E",
                "created_at",
                "2999-01-01T00:00:00Z"));

    Operator.Done done = operator.run(lines, "users", "import");

    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.output()).isEqualTo("imported 1, skipped 0, refused 9\n");
    assertThat(done.errors())
        .contains(
            "line 1: email must be an e-mail address\n",
            "line 2: U+0000U+202E is not a known property\n",
            "line 4: must be JSON",
            "line 5: must be an object\n",
            "line 6: password is not a known property\n",
            "line 7: password_hash must be a hash of",
            "line 8: password_hash must be a hash of",
            "line 9: password_hash must be a hash of",
            "line 10: created_at must lie between 1970 and now\n",
            "9 lines were refused")
        .hasLineCount(10);
    assertThat(exported(good).path("full_name").asText()).isEqualTo("Somebody");
  }

  @Test
  void anAccountThatIsThereIsLeftAsItIsAndNamed() {
    Person ann = service.person();
    String before = export(operator);

    Operator.Done done =
        operator.run(
            Json.object("email", ann.email(), "full_name", "Eve", "is_admin", true),
            "users",
            "import");

    assertThat(done)
        .isEqualTo(
            new Operator.Done(
                0,
                "imported 0, skipped 1, refused 0\n",
                "line 1: skipped: the address has an account\n"));
    assertThat(export(operator)).isEqualTo(before);
  }

  @Test
  void ofTwoLinesWithOneAddressTheFirstLands() {
    String email = Service.newEmail();

    Operator.Done done =
        operator.run(
            line(email, CHEAP) + "\n" + line(" " + email.toUpperCase(Locale.ROOT), null),
            "users",
            "import");

    assertThat(done.output()).isEqualTo("imported 1, skipped 1, refused 0\n");
    assertThat(exported(email).path("password_hash").asText()).isEqualTo(CHEAP);
  }

  @Test
  void anAccountWithoutAHashIsExportedWithoutOneAndSignsInWithNoPassword() {
    String email = Service.newEmail();
    operator.run(line(email, null), "users", "import");

    assertThat(exported(email).has("password_hash")).isFalse();
    assertThat(service.login(email, "").answer().status()).isNotEqualTo(200);
    assertThat(service.login(email, "null").answer().outcome()).isEqualTo("401 bad_credentials");
  }

  @Test
  void withArgon2idABcryptHashIsReplacedByOne() {
    Person ann = service.person();

    try (Service node =
        Service.startOn(service.database(), service.clock(), "APP_PASSWORD_HASH", "argon2id")) {
      node.login(ann.email(), Person.PASSWORD).answer().expect(200);
      assertThat(exported(ann.email()).path("password_hash").asText())
          .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
      node.login(ann.email(), Person.PASSWORD).answer().expect(200);
      assertThat(node.login(ann.email(), "wrong horse 43").answer().outcome())
          .isEqualTo("401 bad_credentials");
    }
  }

  @Test
  void whoComesInIsRecordedAndWhoIsSkippedIsNot() {
    String email = Service.newEmail();
    Person boss = service.admin();
    operator.run(line(email, CHEAP) + "\n" + line(boss.email(), CHEAP), "users", "import");

    Answer newest = boss.get("/api/v1/audit?action=user.imported&limit=1").answer().expect(200);

    JsonNode entry = newest.json().path("items").path(0);
    Answer found = boss.get("/api/v1/users?q=" + email).answer().expect(200);
    assertThat(entry.path("target_id").asText())
        .isEqualTo(found.json().path("items").path(0).path("id").asText());
    assertThat(entry.path("actor_id").isNull()).isTrue();
    assertThat(entry.path("user_agent").asText()).isEqualTo("users import");
    assertThat(entry.path("detail")).isEqualTo(parse("{\"is_admin\":false}"));
  }

  private static String passwordOf(String hash) {
    return FOREIGN.getOrDefault(hash, "");
  }

  /** By the address. */
  private Map<String, String> exportedHashes() {
    return export(operator)
        .lines()
        .map(UsersCommandApiTest::parse)
        .filter(account -> account.has("password_hash"))
        .collect(
            Collectors.toMap(
                account -> account.path("email").asText(),
                account -> account.path("password_hash").asText()));
  }

  private static String line(String email, @Nullable String hash) {
    return hash == null
        ? Json.object("email", email, "full_name", "Somebody")
        : Json.object("email", email, "full_name", "Somebody", "password_hash", hash);
  }

  private static String export(Operator operator) {
    Operator.Done done = operator.run("", "users", "export");
    assertThat(done.errors()).isEmpty();
    assertThat(done.exitCode()).isZero();
    return done.output();
  }

  private JsonNode exported(String email) {
    return export(operator)
        .lines()
        .filter(line -> emailOf(line).equals(email))
        .map(UsersCommandApiTest::parse)
        .findFirst()
        .orElseThrow();
  }

  private static String emailOf(String line) {
    return parse(line).path("email").asText();
  }

  private static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
