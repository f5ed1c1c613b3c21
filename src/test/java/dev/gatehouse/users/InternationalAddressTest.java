package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.binding.RecordValidation;
import jakarta.validation.ConstraintViolation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InternationalAddressTest {
  private record Holder(@EmailAddress String address) {}

  @Test
  void aDomainInUnicodeBecomesItsALabel() {
    Map<String, String> domains =
        Map.ofEntries(
            Map.entry("b\u00fccher.example", "xn--bcher-kva.example"),
            Map.entry("B\u00dcCHER.Example", "xn--bcher-kva.example"),
            Map.entry("bu\u0308cher.example", "xn--bcher-kva.example"),
            Map.entry("mail.b\u00fccher.d\u00e4.example", "mail.xn--bcher-kva.xn--d-0fa.example"),
            Map.entry("\u65e5\u672c.example", "xn--wgv71a.example"),
            Map.entry("\u4e2d-\u56fd.example", "xn----kq6az5z.example"),
            Map.entry("\u0431\u044b\u043a.\u0440\u0444", "xn--90as4c.xn--p1ai"),
            Map.entry("\u05e9\u05dc\u05d5\u05dd.example", "xn--9dbne9b.example"),
            Map.entry("\u0928\u092e\u0938\u094d\u0924\u0947.example", "xn--h2bhs4b8d8a.example"),
            Map.entry("\u03b2\u03bf\u03bb.example", "xn--nxasl.example"));
    domains.forEach(
        (given, stored) -> {
          String normal = EmailAddress.Normal.of(" Ann@" + given + " ");
          assertThat(normal).as(given).isEqualTo("ann@" + stored);
          assertThat(messages(normal)).isEmpty();
        });
  }

  @Test
  void ambiguousLabelsMustBeALabels() {
    for (String label :
        List.of(
            "stra\u00dfe",
            "STRA\u1e9eE",
            "\u03b2\u03cc\u03bb\u03bf\u03c2",
            "\u0392\u038c\u039b\u039f\u03a3",
            "a\u200db",
            "a\u200cb",
            "\u0130stanbul",
            "\uff41bc",
            "\ufb01x",
            "a\u017f",
            "\u200b",
            "a\u00adb\u00fc",
            "l\u00b7l",
            "a\u2260b",
            "\u2603",
            "b\u00fc cher",
            "b\u00fc_cher",
            "-b\u00fccher",
            "b\u00fccher-",
            "b\u00fc--cher",
            "xn--\u00fc",
            "\u0301a",
            "\u0663\u0664\u00fc",
            "a\u3002b",
            "a\uff0eb",
            "\u1100\u1161\u1100",
            "\u05d0a",
            "\u05d01",
            "\u05d0-\u05d0",
            "\u13a0\u13a1",
            "\u10a0",
            "\u00fc".repeat(70))) {
      String normal = EmailAddress.Normal.of("ann@" + label + ".example");
      assertThat(messages(normal)).as(label).hasSize(1).first().asString().contains("A-label");
    }
  }

  @Test
  void inADomainThatRunsBothWaysEachLabelRunsOneWay() {
    assertThat(messages(EmailAddress.Normal.of("ann@\u05d0\u05d1.example.org"))).isEmpty();
    assertThat(messages(EmailAddress.Normal.of("ann@1a.\u05d0\u05d1.org"))).hasSize(1);
  }

  @Test
  void theLocalPartIsAsciiAndTheRestIsSaidPlainly() {
    assertThat(messages(EmailAddress.Normal.of("\u00e4nn@example.org")))
        .containsExactly("must be an e-mail address");
    assertThat(messages(EmailAddress.Normal.of("ann@b@\u00fc.example")))
        .containsExactly("must be an e-mail address");
    assertThat(messages(EmailAddress.Normal.of("ann@" + "\u00fc.".repeat(500_000) + "example")))
        .containsExactly("must be an e-mail address");
  }

  @Test
  void searchTextHasBothFormsOfTheDomain() {
    assertThat(UserSearch.text("ann@xn--bcher-kva.example", "Ann"))
        .contains("ann@xn--bcher-kva.example", "ann@bucher.example")
        .endsWith("\nann");
    assertThat(UserSearch.text("ann@xn--fa-hia.example", "Ann")).contains("fa\u00df.example");
    assertThat(UserSearch.text("ann@bucher.example", "Ann")).isEqualTo("ann@bucher.example\nann");
  }

  private static List<String> messages(String address) {
    return RecordValidation.validator().validate(new Holder(address)).stream()
        .map(ConstraintViolation::getMessage)
        .toList();
  }
}
