package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.testing.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service without a database of its operator's, from an empty folder on. */
class FirstAdminApiTest {
  private static final Path DATA = Path.of("target", "servers", "first admin").toAbsolutePath();
  private static final Pattern TOLD = Pattern.compile("e-mail: +(\\S+)\\s+password: (\\S+)");

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void clear() {
    if (Files.exists(DATA)) {
      try (Stream<Path> all = Files.walk(DATA)) {
        all.sorted(Comparator.reverseOrder()).forEach(FirstAdminApiTest::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(standardError);
  }

  @Test
  void thePasswordOfTheFirstAdminIsToldOnceAndALostSecretIsNotMadeAnew() throws Exception {
    run(
        service -> {
          MatchResult admin = told().get(0);
          assertSignsIn(service, admin);
          assertThat(service.log()).doesNotContain(admin.group(1), admin.group(2));
        });
    MatchResult admin = told().get(0);
    assertThat(admin.group(1)).isEqualTo("admin@example.com");

    run(service -> assertSignsIn(service, admin));

    assertThat(told()).hasSize(1);
    Path secret = DATA.resolve("jwt-secret");
    assertThat(Files.getPosixFilePermissions(secret))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    Files.delete(secret);
    assertThatThrownBy(() -> run(service -> {}))
        .rootCause()
        .isInstanceOf(OperatorException.class)
        .hasMessageContainingAll(secret.toString(), "backup");
    assertThat(secret).doesNotExist();
    assertThat(told()).hasSize(1);
  }

  private void run(Consumer<Service> use) {
    try (Service service = Service.startEmbedded(DATA)) {
      use.accept(service);
    }
  }

  private static void assertSignsIn(Service service, MatchResult admin) {
    String token =
        service.login(admin.group(1), admin.group(2)).answer().expect(200).text("access_token");
    assertThat(service.get("/api/v1/users/me").bearer(token).answer().flag("is_admin")).isTrue();
  }

  private List<MatchResult> told() {
    return TOLD.matcher(printed.toString(StandardCharsets.UTF_8)).results().toList();
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
