package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.gatehouse.platform.commands.CommandLine;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.logging.JsonLogging;
import dev.gatehouse.platform.logging.LogWriter;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.OpenTransaction;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreateAdminApiTest {
  private static final String EMAIL = "boss@people.example";
  private static final String ANOTHER = "another horse 43";

  private final Service service = Service.start();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();
  private final InputStream standardInput = System.in;
  private final PrintStream standardOutput = System.out;

  @AfterEach
  void stop() {
    System.setIn(standardInput);
    System.setOut(standardOutput);
    service.close();
  }

  @Test
  void theCommandMakesAnAdministrator() {
    assertThat(createAdmin(Person.PASSWORD + "\n")).hasValue(0);

    assertThat(isAdmin(Person.PASSWORD)).isTrue();
  }

  @Test
  void runAgainItSetsThePasswordAndEndsTheSessions() {
    createAdmin(Person.PASSWORD);
    String token = token(Person.PASSWORD);

    assertThat(createAdmin(ANOTHER)).hasValue(0);

    assertThat(isAdmin(ANOTHER)).isTrue();
    assertThat(service.login(EMAIL, Person.PASSWORD).answer().outcome())
        .isEqualTo("401 bad_credentials");
    assertThat(service.get("/api/v1/users/me").bearer(token).answer().outcome())
        .isEqualTo("401 invalid_token");
  }

  @Test
  void somebodyWithThatAddressIsPromotedAndEnabled() {
    Person boss = service.account(EMAIL);
    service.admin().disables(boss).answer().expect(200);

    assertThat(createAdmin(ANOTHER)).hasValue(0);

    assertThat(isAdmin(ANOTHER)).isTrue();
  }

  @Test
  void anAccountThatLeavesTheAddressMeanwhileIsLeftAlone() {
    Person moving = service.account(EMAIL);
    String elsewhere = Service.newEmail();

    try (OpenTransaction open =
        OpenTransaction.running(
            service.database(),
            "update app_user set email = '%s' where id = %d".formatted(elsewhere, moving.id()))) {
      CompletableFuture<OptionalInt> made =
          CompletableFuture.supplyAsync(() -> createAdmin(ANOTHER));
      open.awaitWaiters(1);
      open.commit();
      assertThat(made.join()).hasValue(0);
    }

    assertThat(isAdmin(ANOTHER)).isTrue();
    assertThat(service.login(elsewhere, Person.PASSWORD).answer().status()).isEqualTo(200);
  }

  @Test
  void theSecondFactorOfWhoeverTookTheAddressBeforeGoes() {
    Person squatter = service.account(EMAIL).signedIn();
    Authenticator.of(squatter, service.clock());

    assertThat(createAdmin(ANOTHER)).hasValue(0);

    assertThat(isAdmin(ANOTHER)).isTrue();
  }

  @Test
  void aBadPasswordOrAddressIsSaidInOneLineAndMakesNobody() {
    assertThat(createAdmin("short")).hasValue(1);
    assertThat(error()).contains("password must have 8 to 128 characters").hasLineCount(1);
    assertThat(createAdmin("password1")).hasValue(1);
    assertThat(error()).contains("most common").hasLineCount(1);
    assertThat(createAdmin("")).hasValue(1);
    assertThat(error()).contains("standard input").hasLineCount(1);

    assertThat(service.admin().get("/api/v1/users?q=boss").answer().each("email")).isEmpty();
  }

  @Test
  void withoutASchemaItSaysWhatToDo() {
    assertThat(createAdmin(TestDatabase.empty(), Person.PASSWORD)).hasValue(1);

    assertThat(error()).contains("db migrate").hasLineCount(1);
  }

  @Test
  void aSecretThatDoesNotFitMakesNobody() {
    OptionalInt exit =
        createAdmin(
            Service.environment(
                service.database(), "APP_JWT_SECRET", "another secret, long enough for anybody"),
            Person.PASSWORD);

    assertThat(exit).hasValue(1);
    assertThat(error()).contains("APP_JWT_SECRET_PREVIOUS").hasLineCount(1);
    assertThat(service.admin().get("/api/v1/users?q=boss").answer().each("email")).isEmpty();
  }

  private OptionalInt createAdmin(String password) {
    return createAdmin(service.database(), password);
  }

  private OptionalInt createAdmin(DatabaseUrl database, String password) {
    return createAdmin(Service.environment(database), password);
  }

  private OptionalInt createAdmin(Map<String, String> environment, String password) {
    error.reset();
    System.setIn(new ByteArrayInputStream(password.getBytes(StandardCharsets.UTF_8)));
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    JsonLogging logging =
        new JsonLogging(new LogWriter(OutputStream.nullOutputStream()), Level.WARN);
    return new CommandLine<>(
            () -> new GatehouseApplication(environment, logging, service.clock(), false),
            System.out,
            new PrintStream(error, true, StandardCharsets.UTF_8))
        .run("create-admin", "--email", EMAIL, Service.configFile().toString());
  }

  private String error() {
    return error.toString(StandardCharsets.UTF_8);
  }

  private boolean isAdmin(String password) {
    return service
        .get("/api/v1/users/me")
        .bearer(token(password))
        .answer()
        .expect(200)
        .flag("is_admin");
  }

  private String token(String password) {
    return service.login(EMAIL, password).answer().expect(200).text("access_token");
  }
}
