package dev.gatehouse.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class Base64UrlTest {
  private static final byte[] BYTES = {-1, 0, 62, 63};

  @Test
  void encodedBytesAreDecoded() {
    assertThat(Base64Url.decode(Base64Url.encode(BYTES))).hasValue(BYTES);
  }

  @Test
  void anotherSpellingOfTheSameBytesIsRejected() {
    String text = Base64Url.encode(BYTES);
    String altered = text.substring(0, text.length() - 1) + 'x';

    assertThat(text).isNotEqualTo(altered);
    assertThat(Base64.getUrlDecoder().decode(altered)).isEqualTo(BYTES);
    assertThat(Base64Url.decode(altered)).isEmpty();
    assertThat(Base64Url.decode(text + "==")).isEmpty();
  }

  @Test
  void whatIsNoBase64IsRefused() {
    assertThat(Base64Url.decode("a+b/")).isEmpty();
    assertThat(Base64Url.decode("é")).isEmpty();
  }

  @Test
  void aTextLongerThanAnyTokenIsRejected() {
    assertThat(Base64Url.decode("A".repeat(Base64Url.MAX_LENGTH))).isPresent();
    assertThat(Base64Url.decode("A".repeat(Base64Url.MAX_LENGTH + 4))).isEmpty();
  }
}
