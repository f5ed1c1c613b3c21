package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {
  @Test
  void theEnhancedCodeIsReadFromAnyLine() {
    assertThat(SmtpReply.of(550, "550-5.1.1 Nobody here\n550 5.1.1 by that name"))
        .hasToString("550 5.1.1");
    assertThat(SmtpReply.of(550, "550-Sorry\r\n550 5.7.1 you are on a list\r\n"))
        .hasToString("550 5.7.1");
    assertThat(SmtpReply.of(550, "550 5.7.1: you are on a list").isAboutMailbox()).isFalse();
    assertThat(SmtpReply.of(550, "550 5.1.10")).hasToString("550 5.1.10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 mail for 5.1.1 is refused",
        "550 5.1.1.9 x",
        "550 5.1.1x",
        "550 3.1.1 x",
        "550",
        ""
      })
  void lookalikesOfEnhancedCodesAreIgnored(String text) {
    assertThat(SmtpReply.of(550, text)).hasToString("550");
  }
}
