package dev.gatehouse.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

/** Keeps queued mails from whoever reads the database: addresses and live tokens are in them. */
final class MailEncryption {
  private static final String LABEL = "mail/payload";

  private final Encryptor encryptor;
  private final ObjectMapper json = new ObjectMapper();

  MailEncryption(DerivedKeys keys) {
    this.encryptor = new Encryptor(keys, LABEL);
  }

  /** Good for the mail of that id alone. */
  String encrypt(MailRequest request, String messageId) {
    try {
      return HexFormat.of().formatHex(encryptor.seal(json.writeValueAsBytes(request), messageId));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The message; empty if another secret has sealed it. */
  Optional<MailRequest> decrypt(QueuedMail mail) {
    return encryptor
        .open(HexFormat.of().parseHex(mail.content()), mail.messageId())
        .map(this::parse);
  }

  private MailRequest parse(byte[] message) {
    try {
      return json.readValue(message, MailRequest.class);
    } catch (IOException e) {
      // without the cause, which quotes what it could not read
      throw new IllegalStateException("A queued mail cannot be read");
    }
  }
}
