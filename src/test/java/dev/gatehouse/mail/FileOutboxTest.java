package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutboxTest {
  private static final Instant NOW = Instant.parse("2026-11-24T18:05:59.000001Z");

  private final Path data;

  FileOutboxTest(@TempDir Path data) {
    this.data = data;
  }

  @Test
  void aMailIsAFileThatItsOwnerAloneReads() throws Exception {
    new FileOutbox(data.resolve("mail")).deliver(envelope("1", NOW));

    Path file = data.resolve("mail/20261124T180559.000001Z-1.eml");
    assertThat(Files.readString(file))
        .contains("To: ann@people.example\r\n", "Message-ID: <1@gate.example>", "Hello");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void namesSortByTimeAndARepeatTakesItsOwnPlace() throws Exception {
    FileOutbox outbox = new FileOutbox(data.resolve("mail"));

    outbox.deliver(envelope("b", NOW));
    outbox.deliver(envelope("a", NOW.plusMillis(1)));
    outbox.deliver(envelope("b", NOW));

    assertThat(names())
        .containsExactly("20261124T180559.000001Z-b.eml", "20261124T180559.001001Z-a.eml");
  }

  @Test
  void aFolderThatCannotBeWrittenIsTriedAgain() throws Exception {
    Files.writeString(data.resolve("mail"), "in the way");

    assertThatThrownBy(() -> new FileOutbox(data.resolve("mail")).deliver(envelope("1", NOW)))
        .isInstanceOfSatisfying(
            DeliveryException.class,
            refused -> {
              assertThat(refused.verdict()).isEqualTo(DeliveryException.Verdict.UNREACHABLE);
              assertThat(refused).hasMessageStartingWith("the file cannot be written");
            });
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("mail"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static RenderedMail envelope(String id, Instant at) {
    return new RenderedMail(
        new Sender("Shop", "no-reply@gate.example"),
        "ann@people.example",
        id + "@gate.example",
        at,
        new MailTemplate.Content("Hello", "Hello\r\n", "<p>Hello</p>\r\n"));
  }
}
