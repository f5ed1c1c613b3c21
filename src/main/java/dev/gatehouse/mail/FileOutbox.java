package dev.gatehouse.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;

/**
 * Writes mails as {@code .eml} files into a folder. The names sort by time; a repeated mail
 * overwrites itself. Only the service's own user can read them.
 */
final class FileOutbox implements Outbox {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final FileAttribute<?> OWNERS_FOLDER = permissions("rwx------");
  private static final FileAttribute<?> OWNERS_FILE = permissions("rw-------");

  private final Path folder;
  private final Session session = Session.getInstance(new Properties());

  FileOutbox(Path folder) {
    this.folder = folder;
  }

  @Override
  public void deliver(RenderedMail mail) throws DeliveryException {
    String id = mail.messageId().substring(0, mail.messageId().indexOf('@'));
    Path file = folder.resolve(TIME.format(mail.at()) + "-" + id + ".eml");
    try {
      Files.createDirectories(folder, OWNERS_FOLDER);
      Path draft = Files.createTempFile(folder, ".draft", null, OWNERS_FILE);
      try {
        try (OutputStream out = Files.newOutputStream(draft)) {
          mail.toMime(session).writeTo(out);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw DeliveryException.unreachable(
          "the file cannot be written: " + e.getClass().getSimpleName());
    } catch (MessagingException e) {
      throw DeliveryException.permanent(
          "the mail cannot be composed: " + e.getClass().getSimpleName());
    }
  }

  private static FileAttribute<?> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
