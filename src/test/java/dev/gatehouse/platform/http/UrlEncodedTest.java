package dev.gatehouse.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UrlEncodedTest {
  @Test
  void anEqualsSignBelongsOnlyToItsOwnPair() {
    assertThat(UrlEncoded.parse("a&b&c=1=2&d&=e&f=", name -> true))
        .containsEntry("a", List.of(""))
        .containsEntry("b", List.of(""))
        .containsEntry("c", List.of("1=2"))
        .containsEntry("d", List.of(""))
        .containsEntry("f", List.of(""))
        .hasSize(5);
  }

  @Test
  void onlyWantedNamesAreKept() {
    StringBuilder form = new StringBuilder("username=ann");
    for (int i = 0; i < 100_000; i++) {
      form.append("&n").append(i);
    }

    assertThat(UrlEncoded.parse(form.toString(), Set.of("username")::contains))
        .containsOnly(Map.entry("username", List.of("ann")));
  }

  @Test
  void atMostTwoValuesOfANameAreKept() {
    assertThat(UrlEncoded.parse("a=1&".repeat(1000), name -> true))
        .containsOnly(Map.entry("a", List.of("1", "1")));
  }
}
