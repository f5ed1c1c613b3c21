package dev.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.problems.Failure;
import org.junit.jupiter.api.Test;

class PasswordPolicyTest {
  private static final String EMAIL = "Mallory@people.example";

  private final PasswordPolicy policy = new PasswordPolicy();

  @Test
  void theMostCommonPasswordsAreWeakInAnyCaseAndForm() {
    assertWeak("password1", EMAIL);
    assertWeak("PassWord1", EMAIL);
    assertWeak("qwertyuiop", EMAIL);
    assertWeak("1234567890", EMAIL);
    assertWeak("\uFF50\uFF41\uFF53\uFF53\uFF57\uFF4F\uFF52\uFF44\uFF11", EMAIL);
  }

  @Test
  void aPasswordThatHoldsTheLocalPartIsWeak() {
    assertWeak("xx-mALLory-xx", EMAIL);
    assertWeak("anna-and-bob", "anna@people.example");
  }

  @Test
  void aLocalPartOfLessThanFourCharactersMayBeInside() {
    assertStrong("ann-and-bob-7", "ann@people.example");
    assertStrong("people-example", "ann@people.example");
  }

  @Test
  void passwordOfTheGuideIsAccepted() {
    assertStrong("pw12345678", "user@people.example");
    assertStrong("correct horse battery staple", EMAIL);
  }

  private void assertWeak(String password, String email) {
    assertThatThrownBy(() -> policy.requireStrong(password, email))
        .isInstanceOf(Failure.class)
        .hasMessage("weak_password");
  }

  private void assertStrong(String password, String email) {
    assertThatCode(() -> policy.requireStrong(password, email)).doesNotThrowAnyException();
  }
}
