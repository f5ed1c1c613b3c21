package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SenderTest {
  @Test
  void anAddressAloneGoesByTheServicesName() {
    assertThat(of("gate@shop.example")).isEqualTo(new Sender("Shop", "gate@shop.example"));
    assertThat(of(" <gate@shop.example> ")).isEqualTo(new Sender("Shop", "gate@shop.example"));
  }

  @Test
  void aNameBeforeTheAddressIsShown() {
    assertThat(of("Gate House <gate@shop.example>"))
        .isEqualTo(new Sender("Gate House", "gate@shop.example"));
    assertThat(of("\"Gate, \\\"House\\\"\" <gate@shop.example>"))
        .isEqualTo(new Sender("Gate, \"House\"", "gate@shop.example"));
  }

  @Test
  void aServerIsToldTheHostOfTheAddress() {
    assertThat(of("gate@shop.example").ehlo("https://api.example")).isEqualTo("shop.example");
    assertThat(of("gate@[192.0.2.7]").ehlo("https://api.example")).isEqualTo("[192.0.2.7]");
    assertThat(of("gate@bücher.example").ehlo("https://api.example"))
        .isEqualTo("xn--bcher-kva.example");
    assertThat(of("gate@" + "ü".repeat(80) + ".example").ehlo("https://api.example"))
        .isEqualTo("api.example");
  }

  @Test
  void withoutASettingItIsTheHostThatTheWorldKnows() {
    assertThat(Sender.of(null, "Shop", "https://api.shop.example:8443/base").address())
        .isEqualTo("no-reply@api.shop.example");
    assertThat(Sender.of(null, "Shop", "http://192.0.2.7:8080").address())
        .isEqualTo("no-reply@[192.0.2.7]");
    assertThat(Sender.of(null, "Shop", "http://[2001:db8::1]").address())
        .isEqualTo("no-reply@[IPv6:2001:db8::1]");
  }

  private static Sender of(String from) {
    return Sender.of(from, "Shop", "https://api.shop.example");
  }
}
