package dev.gatehouse.mail;

import static dev.gatehouse.testing.SettingsText.faults;
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
    assertThat(Letter.values()).allMatch(unsaid::wants);
  }

  @Test
  void eachNoticeIsSwitchedOffByItsName() {
    for (Letter notice : notices()) {
      NoticesConfig config = load(NoticesConfig.class, key(notice) + ": off");

      assertThat(Stream.of(Letter.values()).filter(letter -> !config.wants(letter)))
          .containsExactly(notice);
    }
  }

  @Test
  void eachBadValueIsNamed() {
    for (Letter notice : notices()) {
      assertThat(faults(NoticesConfig.class, key(notice) + ": perhaps"))
          .containsExactly(key(notice) + ": must be true or false (or on or off)");
    }
    assertThat(faults(NoticesConfig.class, "reset_password: off")).hasSize(1);
  }

  private static Letter[] notices() {
    return Stream.of(Letter.values()).filter(Letter::isNotice).toArray(Letter[]::new);
  }

  private static String key(Letter letter) {
    return letter.name().toLowerCase(Locale.ROOT);
  }
}
