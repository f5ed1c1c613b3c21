package dev.gatehouse.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Encrypts queued mails, because they contain addresses and live tokens. */
final class MailEncryption {
  private static final String LABEL = "mail/payload";

  private final MailTemplates templates;
  private final Encryptor encryptor;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Creates the encryption.
   *
   * @param templates the types of the mails that are decrypted
   */
  MailEncryption(MailTemplates templates, DerivedKeys keys) {
    this.templates = templates;
    this.encryptor = new Encryptor(keys, LABEL);
  }

  /** The plain text: a request with the name of its type. */
  private record Plain(Recipient to, String letter, Map<String, String> values) {}

  /** Binds the ciphertext to the message id. */
  String encrypt(MailRequest request, String messageId) {
    Plain plain = new Plain(request.to(), request.letter().name(), request.values());
    try {
      return HexFormat.of().formatHex(encryptor.encrypt(json.writeValueAsBytes(plain), messageId));
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
      Plain plain = json.readValue(message, Plain.class);
      return new MailRequest(plain.to(), templates.get(plain.letter()).type(), plain.values());
    } catch (IOException e) {
      // without the cause, which quotes the content
      throw new IllegalStateException("A queued mail cannot be read");
    }
  }
}
