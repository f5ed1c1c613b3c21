package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.postgres.EmbeddedPostgres;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.OpenApiContract;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.ServiceProcess;
import dev.gatehouse.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a feature in a package of its own can do: the wish list of CONTRIBUTING.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExtensionApiTest {
  private static final String WISHES = "/api/v1/wishes";
  private static final Pattern FIRST_ADMIN =
      Pattern.compile("e-mail: +(\\S+)\\s+password: +(\\S+)");

  private final MailServer mails = MailServer.start();
  private final Path folder;
  private final ExtendedService extended;
  private final ServiceProcess service;
  private final OpenApiContract contract;
  private final User admin;

  ExtensionApiTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.extended = new ExtendedService(folder);
    this.service =
        extended.start(
            folder.resolve("home"),
            Map.of(
                "APP_SMTP_URL", mails.url(),
                "APP_LIMIT_NOTICE_PER_MAILBOX", "1/1h",
                "APP_BCRYPT_COST", "4",
                "APP_WISHES_PER_USER", "3",
                "APP_WISHES_LOOK_EVERY", "100ms"));
    this.contract = OpenApiContract.of(service.call("GET", "/openapi.json").answer().json());
    Matcher account =
        FIRST_ADMIN.matcher(Files.readString(folder.resolve("home").resolve("errors.txt")));
    assertThat(account.find()).isTrue();
    this.admin = signIn(account.group(1), account.group(2));
  }

  @AfterAll
  void stop() {
    service.close();
    mails.close();
  }

  /** Somebody who is signed in. */
  private record User(String email, String token) {}

  @Test
  void aJobMailsTheUserWhoseProductIsBackInStock() {
    User user = verifiedUser();
    long product = newProduct();
    wish(user, product).expect(201);

    putInStock(product);

    assertThat(new Inbox(mails, user.email()).awaitSubjects("stock"))
        .contains("Cup & Saucer is in stock at Gatehouse");
    assertThat(mails.mailsTo(user.email()).get(1).text())
        .contains("Cup & Saucer, which is on your wish list at Gatehouse, is in stock.");
    await()
        .untilAsserted(
            () ->
                assertThat(list(admin, "/api/v1/jobs?type=wish.tell&limit=1").each("state"))
                    .containsExactly("succeeded"));
  }

  @Test
  void aMailForWhichThereIsNoRoomComesLater() {
    User user = verifiedUser();
    for (int i = 0; i < 2; i++) {
      long product = newProduct();
      putInStock(product);
      wish(user, product).expect(201);
    }
    String later = "select count(*) from wish where tell_from > now() + interval '50 minutes'";
    await().untilAsserted(() -> assertThat(TestDatabase.text(database(), later)).isEqualTo("1"));
    assertThat(mailsOfStock(user)).hasSize(1);

    TestDatabase.execute(database(), "delete from rate_counter");
    TestDatabase.execute(database(), "update wish set tell_from = now() where tell_from > now()");

    await().untilAsserted(() -> assertThat(mailsOfStock(user)).hasSize(2));
  }

  @Test
  void aWishBehindManyOthersIsFound() {
    TestDatabase.execute(
        database(),
        """
        with many as (
          insert into product (sku, sku_key, name, description, unit_amount, currency, stock,
            is_active, search_title, search_description, search_words, created_at, updated_at)
          select 'MANY-' || n, 'many-' || n, 'Many', '', 1, 'EUR', 0, true, '', '', '', now(), now()
          from generate_series(1, 2500) n returning id)
        insert into wish (user_id, product_id, created_at, tell_from)
        select (select min(id) from app_user), id, now(), now() from many
        """);
    User user = verifiedUser();
    long product = newProduct();
    putInStock(product);
    wish(user, product).expect(201);

    assertThat(new Inbox(mails, user.email()).awaitSubjects("stock")).isNotEmpty();
  }

  @Test
  void aRuleOfTheFeatureReadsTheUser() {
    User user = newUser();

    assertThat(wish(user, newProduct()).outcome()).isEqualTo("403 email_unverified");
    assertThat(wish(verified(user), newProduct()).outcome()).isEqualTo("201");
  }

  @Test
  void aCursorBelongsToItsUser() {
    User ann = verifiedUser();
    User bob = verifiedUser();
    long first = newProduct();
    long second = newProduct();
    for (User user : List.of(ann, bob)) {
      wish(user, first).expect(201);
      wish(user, second).expect(201);
    }

    Answer page = list(ann, WISHES + "?limit=1");
    String next = WISHES + "?limit=1&cursor=" + page.text("next_cursor");

    assertThat(page.each("product_id")).containsExactly(String.valueOf(first));
    assertThat(list(ann, next).each("product_id")).containsExactly(String.valueOf(second));
    Answer foreign = call(bob, "GET", next).answer();
    assertThat(foreign.outcome()).isEqualTo("422 validation");
    assertThat(foreign.fields()).containsExactly("cursor");
  }

  @Test
  void aWishIsRemovedInTheVersionThatIsExpected() {
    User user = verifiedUser();
    long id = wish(user, newProduct()).expect(201).id();

    Answer stale = call(user, "DELETE", WISHES + "/" + id).header("If-Match", "\"w-9-9\"").answer();

    assertThat(stale.outcome()).isEqualTo("412 precondition_failed");
    call(user, "DELETE", WISHES + "/" + id)
        .header("If-Match", "\"w-%d-1\"".formatted(id))
        .answer()
        .expect(204);
  }

  @Test
  void aRefusalHasACodeOfTheFeature() {
    User user = verifiedUser();
    long product = newProduct();
    wish(user, product).expect(201);

    assertThat(wish(user, product).outcome()).isEqualTo("409 already_wished");
  }

  @Test
  void aSettingOfTheFeatureLimitsWhatAUserMayDo() {
    User user = verifiedUser();
    long product = newProduct();
    wish(user, product).expect(201);
    wish(user, newProduct()).expect(201);
    wish(user, newProduct()).expect(201);

    assertThat(wish(user, newProduct()).outcome()).isEqualTo("409 wish_list_full");
    assertThat(wish(user, product).outcome()).isEqualTo("409 already_wished");
    assertThat(list(user, WISHES).each("id")).hasSize(3);
  }

  @Test
  void aBadSettingOfTheFeatureIsRefused() throws IOException, InterruptedException {
    Path output = folder.resolve("check.txt");
    List<String> command = new ArrayList<>(service.command());
    command.addAll(List.of("check", "config.yml"));
    ProcessBuilder check = service.inFolder(command);
    check.environment().put("APP_WISHES_PER_USER", "0");
    Process refused = check.redirectErrorStream(true).redirectOutput(output.toFile()).start();

    assertThat(refused.waitFor()).isNotZero();
    assertThat(Files.readString(output)).contains("APP_WISHES_PER_USER", "must be 1 to 1000");
  }

  @Test
  void theAuditTrailHasTheActionsOfTheFeature() {
    User user = verifiedUser();
    long id = wish(user, newProduct()).expect(201).id();
    call(user, "DELETE", WISHES + "/" + id).answer().expect(204);

    assertThat(list(admin, "/api/v1/audit?target=wish:" + id).each("action"))
        .containsExactlyInAnyOrder("wish.added", "wish.removed");
  }

  @Test
  void theFeatureCountsWhatItLikes() {
    double before = wishesAdded();
    wish(verifiedUser(), newProduct()).expect(201);

    assertThat(wishesAdded()).isEqualTo(before + 1);
  }

  @Test
  void theFeatureSweepsNowAndThen() throws IOException, InterruptedException {
    User user = verifiedUser();
    wish(user, newProduct()).expect(201);
    Map<String, String> settings =
        Map.of(
            "APP_DATA_DIR",
            folder.resolve("home").resolve("data").toString(),
            "APP_WISHES_KEEP",
            "1s");

    // another node on the same database, which sweeps when it starts
    try (ServiceProcess another = extended.start(folder.resolve("another"), settings)) {
      assertThat(another.isAlive()).isTrue();
      await().untilAsserted(() -> assertThat(list(user, WISHES).each("id")).isEmpty());
    }
  }

  @Test
  void theApiDescriptionHasTheRoutesCodesAndActionsOfTheFeature() {
    assertThat(contract.document().findValuesAsText("operationId"))
        .contains("addWish", "getWish", "listWishes", "removeWish");
    assertThat(contract.document().at("/paths/~1api~1v1~1wishes/post/responses").toString())
        .contains("already_wished", "wish_list_full", "email_unverified");
    assertThat(contract.document().at("/components/schemas").toString())
        .contains("\"wish_list_full\"", "\"wish.added\"", "\"wish.removed\"");
  }

  private double wishesAdded() {
    return service
        .metrics()
        .lines()
        .filter(line -> line.startsWith("gatehouse_wishes_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  private User verifiedUser() {
    return verified(newUser());
  }

  private User newUser() {
    String email = Service.newEmail();
    service
        .call("POST", "/api/v1/users")
        .json("email", email, "full_name", "Somebody", "password", Person.PASSWORD)
        .answer()
        .expect(201);
    return signIn(email, Person.PASSWORD);
  }

  private User verified(User user) {
    service
        .call("POST", "/api/v1/auth/email/verify")
        .json("token", new Inbox(mails, user.email()).confirmationToken())
        .answer()
        .expect(204);
    return user;
  }

  private User signIn(String email, String password) {
    Answer signedIn =
        service
            .call("POST", "/api/v1/auth/login")
            .form("username", email, "password", password)
            .answer();
    return new User(email, Person.Tokens.of(signedIn).access());
  }

  private long newProduct() {
    return call(admin, "POST", "/api/v1/products")
        .json(
            "sku", Service.newName(), "name", "Cup & Saucer", "unit_amount", 900, "currency", "EUR")
        .answer()
        .expect(201)
        .id();
  }

  private void putInStock(long product) {
    call(admin, "POST", "/api/v1/products/" + product + "/stock")
        .json("delta", 1)
        .answer()
        .expect(200);
  }

  private List<String> mailsOfStock(User user) {
    return new Inbox(mails, user.email())
        .subjects().stream().filter(subject -> subject.contains("stock")).toList();
  }

  private DatabaseUrl database() {
    return EmbeddedPostgres.running(folder.resolve("home").resolve("data")).orElseThrow();
  }

  private Answer wish(User user, long product) {
    return call(user, "POST", WISHES).json("product_id", product).answer();
  }

  private Answer list(User user, String path) {
    return call(user, "GET", path).answer().expect(200);
  }

  private Call call(User user, String method, String path) {
    return service.call(method, path).checkedBy(contract).bearer(user.token());
  }
}
