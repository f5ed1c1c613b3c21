package dev.gatehouse.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ApiKeyTextTest {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @Test
  void aKeyHasTheFormThatScannersKnow() {
    String key = ApiKeyText.random();

    assertThat(key).matches("gth_[0-9A-Za-z]{49}").isNotEqualTo(ApiKeyText.random());
    CRC32 crc = new CRC32();
    crc.update(key.substring(4, 47).getBytes(StandardCharsets.US_ASCII));
    long checksum = 0;
    for (char digit : key.substring(47).toCharArray()) {
      checksum = checksum * 62 + DIGITS.indexOf(digit);
    }
    assertThat(checksum).isEqualTo(crc.getValue());
    assertThat(ApiKeyText.isWellFormed(key)).isTrue();
    assertThat(ApiKeyText.shown(key)).isEqualTo(key.substring(0, 12));
  }

  @Test
  void whatIsNoKeyIsTold() {
    String key = ApiKeyText.random();
    char other = key.charAt(9) == 'A' ? 'B' : 'A';

    assertThat(
            Stream.of(
                key.substring(0, 52),
                key + "A",
                key.substring(4),
                "GTH_" + key.substring(4),
                "gth_",
                "gth_" + "0".repeat(49),
                key.substring(0, 9) + other + key.substring(10),
                "gth_" + "ä".repeat(49)))
        .noneMatch(ApiKeyText::isWellFormed);
  }
}
