package dev.gatehouse.platform.paging;

import static dev.gatehouse.testing.TestSecrets.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorCodecTest {
  private static final String OLD = "an old secret of thirty-two bytes";
  private static final String NEW = "a new secret of thirty-two bytes!";
  private static final List<String> POSITION = List.of("Zoë \u0000,|", "", "42");

  private final CursorCodec codec = new CursorCodec(keys(NEW));

  @Test
  void aDecodedPositionEqualsTheEncodedOne() {
    assertThat(codec.decode(codec.encode(POSITION, "list"), "list")).contains(POSITION);
  }

  @Test
  void equalPositionsHaveEqualCursors() {
    assertThat(codec.encode(POSITION, "list")).isEqualTo(codec.encode(POSITION, "list"));
    assertThat(codec.encode(List.of("1"), "list")).isNotEqualTo(codec.encode(List.of("2"), "list"));
    assertThat(codec.encode(POSITION, "a")).isNotEqualTo(codec.encode(POSITION, "b"));
  }

  @Test
  void aCursorShowsNothingOfThePosition() {
    byte[] encrypted =
        Base64.getUrlDecoder().decode(codec.encode(List.of("ann@example.org"), "list"));
    assertThat(new String(encrypted, UTF_8)).doesNotContain("ann", "example");
  }

  @Test
  void aCursorWithAChangedBitIsRejected() {
    byte[] encrypted = Base64.getUrlDecoder().decode(codec.encode(POSITION, "list"));
    for (int i = 0; i < encrypted.length * 8; i++) {
      byte[] changed = encrypted.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThat(codec.decode(cursor, "list")).isEmpty();
    }
  }

  @Test
  void aCursorOfAnotherListOrOfNoListIsRejected() {
    assertThat(codec.decode(codec.encode(POSITION, "list"), "other")).isEmpty();
    for (String cursor : new String[] {"", "A", "!", "AAAA", "A".repeat(60)}) {
      assertThat(codec.decode(cursor, "list")).isEmpty();
    }
  }

  @Test
  void aCursorSurvivesARotation() {
    String before = new CursorCodec(keys(OLD)).encode(POSITION, "list");
    CursorCodec during = new CursorCodec(keys(NEW, OLD));
    assertThat(during.decode(before, "list")).contains(POSITION);
    assertThat(codec.decode(before, "list")).isEmpty();
  }
}
