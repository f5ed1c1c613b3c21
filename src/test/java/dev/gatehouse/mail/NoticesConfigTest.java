package dev.gatehouse.mail;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoticesConfigTest {
  @Test
  void everyLetterIsSentUnlessSaidOtherwise() {
    NoticesConfig unsaid = load(NoticesConfig.class);

    assertThat(unsaid).isEqualTo(NoticesConfig.all());
    assertThat(AccountMail.values()).allMatch(unsaid::wants);
  }

  @Test
  void eachNoticeIsSwitchedOffByItsName() {
    for (AccountMail notice : notices()) {
      NoticesConfig config = load(NoticesConfig.class, key(notice) + ": off");

      assertThat(Stream.of(AccountMail.values()).filter(type -> !config.wants(type)))
          .containsExactlyElementsOf(
              Stream.of(notices()).filter(type -> key(type).equals(key(notice))).toList());
    }
  }

  @Test
  void eachBadValueIsNamed() {
    for (AccountMail notice : notices()) {
      assertThat(errors(NoticesConfig.class, key(notice) + ": perhaps"))
          .containsExactly(key(notice) + ": must be true or false (or on or off)");
    }
    assertThat(errors(NoticesConfig.class, "reset_password: off")).hasSize(1);
  }

  private static AccountMail[] notices() {
    return Stream.of(AccountMail.values())
        .filter(AccountMail::isNotice)
        .toArray(AccountMail[]::new);
  }

  private static String key(AccountMail type) {
    // a reset is a change
    AccountMail named = type == AccountMail.PASSWORD_RESET ? AccountMail.PASSWORD_CHANGED : type;
    return named.name().toLowerCase(Locale.ROOT);
  }
}
