package dev.gatehouse.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Sealer;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

/** Keeps queued mails from whoever reads the database: addresses and live tokens are in them. */
final class Seal {
  private static final String LABEL = "mail/payload";

  private final Sealer sealer;
  private final ObjectMapper json = new ObjectMapper();

  Seal(DerivedKeys keys) {
    this.sealer = new Sealer(keys, LABEL);
  }

  /** Good for the mail of that id alone. */
  String seal(Message message, String messageId) {
    try {
      return HexFormat.of().formatHex(sealer.seal(json.writeValueAsBytes(message), messageId));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The message; empty if another secret has sealed it. */
  Optional<Message> open(Mail mail) {
    return sealer.open(HexFormat.of().parseHex(mail.content()), mail.messageId()).map(this::parsed);
  }

  private Message parsed(byte[] message) {
    try {
      return json.readValue(message, Message.class);
    } catch (IOException e) {
      // without the cause, which quotes what it could not read
      throw new IllegalStateException("A queued mail cannot be read");
    }
  }
}
