package dev.gatehouse.clients;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Inbox;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyMailsApiTest {
  private static final String ACCOUNTS = "/api/v1/service-accounts";
  private static final String MINE = "/api/v1/users/me/api-keys";

  private final MailServer mails = MailServer.start();
  private final Service service = Service.start("APP_SMTP_URL", mails.url());

  @AfterAll
  void stop() {
    service.close();
    mails.close();
  }

  /** The other node was down when the mails became due. */
  @Test
  void whoseKeyExpiresHearsHowToReplaceIt() {
    Person ann = service.verifiedPerson();
    Person root = service.admin();
    Answer own = made(ann, "night\nshift");
    String contact = Service.newEmail();
    Answer account =
        root.post(ACCOUNTS)
            .json("name", Service.newName(), "contact_email", contact)
            .answer()
            .expect(201);
    String keys = ACCOUNTS + "/" + account.id() + "/api-keys";
    Answer key = root.post(keys).json("name", "<nightly>", "scopes", List.of("jobs:read")).answer();
    service.clock().advance(Duration.ofDays(84));

    try (Service other =
        Service.startOn(service.database(), service.clock(), "APP_SMTP_URL", mails.url())) {
      new Inbox(mails, ann.email()).awaitSubjects("expires on");
      assertThat(new Inbox(mails, contact).awaitSubjects("expires on")).hasSize(1);
      assertThat(other.log()).doesNotContain(contact);
    }

    assertThat(lastText(ann.email()))
        .contains("Name: night shift", own.text("prefix"), "UTC")
        .contains(MINE + "/" + own.id() + "/rotate")
        .doesNotContain(own.text("key"));
    assertThat(lastText(contact))
        .contains("Name: <nightly>", key.text("prefix"), "sa-" + account.id(), "UTC")
        .contains(keys + "/" + key.id() + "/rotate")
        .doesNotContain(key.text("key"));
  }

  @Test
  void theNoticeOfAChangedPasswordListsTheKeysThatStillWork() {
    Person ann = service.verifiedPerson();
    setPassword(ann);
    String first = made(ann, "nightly\nEnds with {ip} <b>").text("prefix");
    setPassword(ann);
    for (int i = 2; i <= 21; i++) {
      made(ann, "key" + i);
    }
    setPassword(ann);

    List<String> texts = await().until(() -> texts(ann.email()), found -> found.size() == 3);
    assertThat(texts.get(0)).doesNotContain("API keys of the account", "{keys}");
    assertThat(texts.get(1)).contains("\r\nnightly Ends with {ip} <b> (" + first + ")\r\n");
    assertThat(texts.get(2))
        .contains("\r\nkey20 (gth_", "\r\nand 1 more\r\n")
        .doesNotContain("key21");
  }

  private List<String> texts(String email) {
    return mails.mailsTo(email).stream()
        .map(MailServer.Received::text)
        .filter(text -> text.replaceAll("\\s+", " ").contains("other sessions have ended"))
        .toList();
  }

  private String lastText(String email) {
    List<MailServer.Received> all = mails.mailsTo(email);
    return all.get(all.size() - 1).text();
  }

  private static Answer made(Person who, String name) {
    return who.post(MINE)
        .json("name", name, "scopes", List.of("me:read"), "current_password", Person.PASSWORD)
        .answer()
        .expect(201);
  }

  private static void setPassword(Person who) {
    who.put("/api/v1/users/me/password")
        .json("new_password", Person.PASSWORD, "current_password", Person.PASSWORD)
        .answer()
        .expect(204);
  }
}
