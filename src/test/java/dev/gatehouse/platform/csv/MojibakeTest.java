package dev.gatehouse.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MojibakeTest {
  @Test
  void spoiltLettersAreFoundBesideTheRightOnes() {
    assertThat(Mojibake.in("TÃ¼te", "Tüte")).contains(new Mojibake.Place("Ã¼", "ü"));
    assertThat(Mojibake.in("5 â‚¬", "3 €")).contains(new Mojibake.Place("â‚¬", "€"));
    assertThat(Mojibake.in("Ã\u0081", "Á")).contains(new Mojibake.Place("Ã\u0081", "Á"));
    assertThat(Mojibake.in("ðŸ˜€", "😀")).contains(new Mojibake.Place("ðŸ˜€", "😀"));
    assertThat(Mojibake.isPossibleIn("TÃ¼te")).isTrue();
  }

  @Test
  void wordsThatHaveSuchLettersAreNone() {
    assertThat(Mojibake.in("Ãrvore SÃO", "Tüte")).isEmpty();
    assertThat(Mojibake.in("TÃ¼te", "Tasche")).isEmpty();
    assertThat(Mojibake.in("TÃ¼te ü", "TÃ¼te ü")).isEmpty();
    assertThat(Mojibake.in("Ã", "ü")).isEmpty();
    assertThat(Mojibake.isPossibleIn("Tüte")).isFalse();
    assertThat(Mojibake.isPossibleIn("plain")).isFalse();
  }
}
