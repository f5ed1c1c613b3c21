package dev.gatehouse.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

/** Encrypts queued mails, because they contain addresses and live tokens. */
final class MailEncryption {
  private static final String LABEL = "mail/payload";

  private final Encryptor encryptor;
  private final ObjectMapper json = new ObjectMapper();

  MailEncryption(DerivedKeys keys) {
    this.encryptor = new Encryptor(keys, LABEL);
  }

  /** Binds the ciphertext to the message id. */
  String encrypt(MailRequest request, String messageId) {
    try {
      return HexFormat.of()
          .formatHex(encryptor.encrypt(json.writeValueAsBytes(request), messageId));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The request; empty if it was encrypted under another secret. */
  Optional<MailRequest> decrypt(QueuedMail mail) {
    return encryptor
        .decrypt(HexFormat.of().parseHex(mail.content()), mail.messageId())
        .map(this::parse);
  }

  private MailRequest parse(byte[] message) {
    try {
      return json.readValue(message, MailRequest.class);
    } catch (IOException e) {
      // without the cause, which quotes the content
      throw new IllegalStateException("A queued mail cannot be read");
    }
  }
}
