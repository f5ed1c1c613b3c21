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

  private final CursorCodec seal = new CursorCodec(keys(NEW));

  @Test
  void aPositionComesBackWhole() {
    assertThat(seal.decode(seal.encode(POSITION, "list"), "list")).contains(POSITION);
  }

  @Test
  void equalPositionsHaveEqualCursors() {
    assertThat(seal.encode(POSITION, "list")).isEqualTo(seal.encode(POSITION, "list"));
    assertThat(seal.encode(List.of("1"), "list")).isNotEqualTo(seal.encode(List.of("2"), "list"));
    assertThat(seal.encode(POSITION, "a")).isNotEqualTo(seal.encode(POSITION, "b"));
  }

  @Test
  void aCursorShowsNothingOfThePosition() {
    byte[] sealed = Base64.getUrlDecoder().decode(seal.encode(List.of("ann@example.org"), "list"));
    assertThat(new String(sealed, UTF_8)).doesNotContain("ann", "example");
  }

  @Test
  void noBitOfACursorCanBeChanged() {
    byte[] sealed = Base64.getUrlDecoder().decode(seal.encode(POSITION, "list"));
    for (int i = 0; i < sealed.length * 8; i++) {
      byte[] changed = sealed.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThat(seal.decode(cursor, "list")).isEmpty();
    }
  }

  @Test
  void aCursorOfAnotherListOrOfNoListIsRejected() {
    assertThat(seal.decode(seal.encode(POSITION, "list"), "other")).isEmpty();
    for (String cursor : new String[] {"", "A", "!", "AAAA", "A".repeat(60)}) {
      assertThat(seal.decode(cursor, "list")).isEmpty();
    }
  }

  @Test
  void aCursorSurvivesARotation() {
    String before = new CursorCodec(keys(OLD)).encode(POSITION, "list");
    CursorCodec during = new CursorCodec(keys(NEW, OLD));
    assertThat(during.decode(before, "list")).contains(POSITION);
    assertThat(seal.decode(before, "list")).isEmpty();
  }
}
