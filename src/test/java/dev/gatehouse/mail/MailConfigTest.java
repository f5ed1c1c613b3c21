package dev.gatehouse.mail;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.config.SecretString;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailConfigTest {
  @Test
  void anEmptyFileGivesNothing() {
    assertThat(load(MailConfig.class))
        .isEqualTo(new MailConfig(null, null, null, null, null, NoticesConfig.all()));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            load(
                MailConfig.class,
                "smtp_url: smtps://me:p%40ss@mail.example.com:465",
                "from: Gate House <gate@example.com>",
                "ehlo: gate-1.example.com",
                "reset_password_url: https://app.example.com/reset?a=b",
                "verify_email_url: http://app.example.com/verify",
                "notices: {password_changed: off}"))
        .isEqualTo(
            new MailConfig(
                new SecretString("smtps://me:p%40ss@mail.example.com:465"),
                "Gate House <gate@example.com>",
                "gate-1.example.com",
                "https://app.example.com/reset?a=b",
                "http://app.example.com/verify",
                new NoticesConfig(true, true, false, true, true, true, true, true)));
  }

  @Test
  void eachBadValueIsNamedAndNotShown() {
    for (String url :
        List.of(
            "mail.example.com:25",
            "http://mail.example.com:25",
            "smtp://mail.example.com",
            "smtp://mail.example.com:0",
            "smtp://mail.example.com:65536",
            "smtp://pa55word@mail.example.com:25",
            "smtp://me:pa55word@mail.example.com:25/box",
            "smtp://me:pa55 word@mail.example.com:25")) {
      assertThat(errors(MailConfig.class, "smtp_url: " + url))
          .as(url)
          .singleElement()
          .asString()
          .startsWith("smtp_url: must be smtp://")
          .doesNotContain("example.com", "pa55");
    }
    assertThat(errors(MailConfig.class, "from: nobody"))
        .containsExactly("from: must be an e-mail address, with or without a name before it");
    for (String name :
        List.of("two words", "gate_1\\r\\nX", "-gate.example", "[::1", "a@b.example")) {
      assertThat(errors(MailConfig.class, "ehlo: \"" + name + "\""))
          .containsExactly("ehlo: must be a host name or an address in brackets");
    }
    assertThat(errors(MailConfig.class, "ehlo: \"[IPv6:2001:db8::1]\"")).isEmpty();
    assertThat(errors(MailConfig.class, "from: \"A\\nBcc: x <a@b.example>\"")).hasSize(1);
    assertThat(
            errors(
                MailConfig.class,
                "reset_password_url: /reset",
                "verify_email_url: 'https://a.example/verify#here'"))
        .containsExactly(
            "reset_password_url: must be an absolute http or https URL without a fragment",
            "verify_email_url: must be an absolute http or https URL without a fragment");
  }
}
