package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class InternationalAddressApiTest {
  private final Service service = Service.shared();
  private final String name = Service.newName();
  private final String readable = name + "@b\u00fccher.d\u00e4." + name + ".example";
  private final String stored = name + "@xn--bcher-kva.xn--d-0fa." + name + ".example";

  @Test
  void unicodeDomainsAreStoredAsALabels() {
    Answer user = service.signUp(readable).answer().expect(201);

    assertThat(user.text("email")).isEqualTo(stored);
    for (String typed :
        List.of(
            readable,
            stored,
            " " + readable.toUpperCase(Locale.ROOT) + " ",
            readable.replace("\u00fc", "u\u0308"))) {
      assertThat(service.login(typed, Person.PASSWORD).answer().status()).as(typed).isEqualTo(200);
      assertThat(service.signUp(typed).answer().outcome()).as(typed).isEqualTo("409 email_taken");
    }
  }

  @Test
  void anAdministratorFindsAndSetsItInEitherForm() {
    Person admin = service.admin();
    Person ann = service.account(Service.newEmail());

    assertThat(admin.patch(ann.path()).json("email", readable).answer().text("email"))
        .isEqualTo(stored);
    for (String part : List.of(readable, stored, "\u00fccher.d\u00e4." + name, "D\u00c4." + name)) {
      String q = URLEncoder.encode(part, StandardCharsets.UTF_8);
      assertThat(admin.get("/api/v1/users?q=" + q).answer().each("id"))
          .as(part)
          .containsExactly(String.valueOf(ann.id()));
    }
    Answer refused = admin.patch(ann.path()).json("email", "ann@stra\u00dfe.example").answer();
    assertThat(refused.fields()).containsExactly("email");
    assertThat(refused.body()).contains("A-label");
  }

  @Test
  void anImportedAccountHasTheSameForm() {
    AccountLine line = new AccountLine(readable, "Ann", null, null, null, null, null, null);

    assertThat(line.email()).isEqualTo(stored);
  }
}
