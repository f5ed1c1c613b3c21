package dev.gatehouse.products;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long an import waits to be begun while thirty mails hang on a server that never speaks. */
@Tag("timing")
class ImportBesideMailsDrill {
  private static final int MAILS = 30;
  private static final int IMPORTS = 5;
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Path REPORT = Path.of("target", "import-beside-mails-drill.md");

  @Test
  void anImportBeginsWithinTwoSecondsWhileMailsHang() throws IOException {
    // connections are taken by the system, up to its backlog, and nobody ever answers
    try (ServerSocket silent = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Service service =
            Service.start("APP_SMTP_URL", "smtp://127.0.0.1:" + silent.getLocalPort())) {
      Person admin = service.admin();
      for (int i = 0; i < MAILS; i++) {
        service.account(Service.newEmail());
      }
      List<Long> waits = new ArrayList<>();
      for (int i = 0; i < IMPORTS; i++) {
        waits.add(waited(admin, "drill-" + i));
      }
      Files.writeString(
          REPORT,
          "JDK %s: imports began after %s ms%n".formatted(Runtime.version().feature(), waits));
      assertThat(waits).allMatch(wait -> wait <= PROMISED.toMillis());
    }
  }

  /** Milliseconds from the answer to the upload until the import runs. */
  private static long waited(Person admin, String sku) {
    String job =
        admin
            .post(Imports.PATH)
            .body(Imports.CSV, Imports.HEADER + sku + ",x,1,EUR\n")
            .answer()
            .expect(202)
            .header("Location");
    long accepted = System.nanoTime();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !admin.get(job).answer().json().path("started_at").isNull());
    return Duration.ofNanos(System.nanoTime() - accepted).toMillis();
  }
}
