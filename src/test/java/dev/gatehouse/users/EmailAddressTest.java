package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.binding.RecordValidation;
import dev.gatehouse.platform.binding.TextRules;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EmailAddressTest {
  private record Holder(@EmailAddress String address) {}

  @Test
  void plainAddressesAreAccepted() {
    for (String address :
        List.of(
            "ann@example.org",
            "a@b.co",
            "ann.b+news@sub.example.co.uk",
            "!#$%&'*+/=?^_`{|}~-@example.org",
            "1@1.1a",
            "ann@123.example.4u",
            "ann@xn--fa-hia.example",
            "ann@xn--wgv71a.xn--4gbrim",
            "a".repeat(64) + "@example.org",
            "ann@xn--bcher-kva.example",
            "ann@" + ("a".repeat(61) + ".").repeat(4) + "b")) {
      assertThat(isValid(address)).as(address).isTrue();
    }
  }

  @Test
  void unusualAddressesAreRefused() {
    for (String address :
        List.of(
            "",
            "ann",
            "ann@example",
            "@example.org",
            "ann@",
            "ann@@example.org",
            "ann@a@example.org",
            ".ann@example.org",
            "ann.@example.org",
            "a..b@example.org",
            "\"ann\"@example.org",
            "ann b@example.org",
            "ann@example..org",
            "ann@.example.org",
            "ann@example.org.",
            "ann@-example.org",
            "ann@example-.org",
            "ann@exa_mple.org",
            "ann@[127.0.0.1]",
            "ann<b@example.org",
            "änn@example.org",
            "ann@exämple.org",
            "ann@example.org\n",
            "1@1.1",
            "ann@127.0.0.1",
            "ann@example.0",
            "ann@xn--.example",
            "ann@xn--a-.example",
            "ann@xn--99999999.example",
            "ann@xn--\u00fc.example",
            "a".repeat(65) + "@example.org",
            "ann@" + "a".repeat(64) + ".org",
            "ann@" + ("a".repeat(61) + ".").repeat(4) + "bcd")) {
      assertThat(isValid(address)).as(address).isFalse();
    }
  }

  @Test
  void aVeryLongAddressIsJudgedAtOnce() {
    long began = System.nanoTime();

    assertThat(isValid("a.".repeat(500_000) + "@example.org")).isFalse();
    assertThat(isValid("a@" + "a-".repeat(120) + ".org")).isFalse();

    assertThat(System.nanoTime() - began).isLessThan(1_000_000_000L);
  }

  @Test
  void addressesAreTrimmedAndLoweredWhateverTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(EmailAddress.Normal.of("\u2003 INFO@Example.ORG\t")).isEqualTo("info@example.org");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void noMoreIsKeptOfALongTextThanTellsThatItIsNoAddress() {
    for (String text : List.of("a".repeat(100_000), "a" + "\uD83D\uDE00".repeat(50_000))) {
      String normal = EmailAddress.Normal.of(text);

      assertThat(normal).hasSizeBetween(1023, 1024);
      assertThat(TextRules.violation(normal)).isNull();
      assertThat(isValid(normal)).isFalse();
    }
  }

  private static boolean isValid(String address) {
    return RecordValidation.validator().validate(new Holder(address)).isEmpty();
  }
}
