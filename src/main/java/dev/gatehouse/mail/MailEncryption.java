package dev.gatehouse.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Encrypts queued mails, because they contain addresses and live tokens. */
final class MailEncryption {
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
    this.encryptor = new Encryptor(keys, MailKeyUse.PAYLOAD);
  }

  /** The plain text: a request with the name of its type. */
  private record Plain(Addressee to, String letter, Map<String, String> values) {}

  /**
   * A recipient, whose owner is one of both. A person's looks as in all releases, which read each
   * other's mails.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Addressee(@Nullable Long userId, @Nullable Long accountId, String address) {
    static Addressee of(Recipient to) {
      return new Addressee(
          to.owner().personId().orElse(null),
          to.owner().serviceAccountId().orElse(null),
          to.address());
    }

    Recipient recipient() {
      Actor owner =
          accountId == null
              ? Actor.person(Objects.requireNonNull(userId))
              : Actor.serviceAccount(accountId);
      return new Recipient(owner, address);
    }
  }

  /** The epoch of the key that it encrypts under. Ask before, so that it is never too high. */
  long epoch() {
    return encryptor.epoch();
  }

  /** The content of a mail under the current key; empty if it is that already. */
  Optional<String> renew(QueuedMail mail) {
    return encryptor
        .renew(HexFormat.of().parseHex(mail.content()), mail.messageId())
        .map(HexFormat.of()::formatHex);
  }

  /** Binds the ciphertext to the message id. */
  String encrypt(MailRequest request, String messageId) {
    Plain plain = new Plain(Addressee.of(request.to()), request.letter().name(), request.values());
    try {
      return HexFormat.of().formatHex(encryptor.encrypt(json.writeValueAsBytes(plain), messageId));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The request; empty if it was encrypted under a key that is gone. */
  Optional<MailRequest> decrypt(QueuedMail mail) {
    return encryptor
        .decrypt(HexFormat.of().parseHex(mail.content()), mail.messageId())
        .map(this::parse);
  }

  private MailRequest parse(byte[] message) {
    try {
      Plain plain = json.readValue(message, Plain.class);
      return new MailRequest(
          plain.to().recipient(), templates.get(plain.letter()).type(), plain.values());
    } catch (IOException e) {
      // without the cause, which quotes the content
      throw new IllegalStateException("A queued mail cannot be read");
    }
  }
}
