package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import dev.gatehouse.testing.TestSecrets;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailEncryptionTest {
  private static final Recipient ANN = new Recipient(7, "ann@people.example");
  private static final Recipient SHOP =
      new Recipient(Actor.serviceAccount(7), "ops@people.example");

  private final DerivedKeys keys = TestSecrets.keys(TestSecrets.DEFAULT);
  private final MailTemplates templates = new MailTemplates();
  private final MailEncryption encryption = new MailEncryption(templates, keys);

  MailEncryptionTest() {
    templates.add(List.of(AccountMail.values()));
  }

  /** What releases read that know no mails of service accounts. */
  private record OlderRecipient(long userId, String address) {}

  private record OlderPlain(OlderRecipient to, String letter, Map<String, String> values) {}

  @Test
  void whatIsEncryptedIsReadAgain() {
    for (Recipient to : List.of(ANN, SHOP)) {
      MailRequest request = request(to);

      assertThat(encryption.decrypt(queued(request))).contains(request);
    }
  }

  @Test
  void anOlderReleaseReadsTheMailsOfPeopleAlone() throws IOException {
    assertThat(older(request(ANN)).to()).isEqualTo(new OlderRecipient(7, ANN.address()));
    assertThatThrownBy(() -> older(request(SHOP)))
        .isInstanceOf(UnrecognizedPropertyException.class);
  }

  private OlderPlain older(MailRequest request) throws IOException {
    QueuedMail mail = queued(request);
    byte[] content = HexFormat.of().parseHex(mail.content());
    byte[] plain =
        new Encryptor(keys, MailKeyUse.PAYLOAD).decrypt(content, mail.messageId()).orElseThrow();
    return new ObjectMapper().readValue(plain, OlderPlain.class);
  }

  private QueuedMail queued(MailRequest request) {
    return new QueuedMail(1, "id@x", encryption.encrypt(request, "id@x"), Instant.EPOCH);
  }

  private static MailRequest request(Recipient to) {
    return MailRequest.notice(to, AccountMail.EMAIL_CHANGED, Instant.EPOCH, "192.0.2.1");
  }
}
