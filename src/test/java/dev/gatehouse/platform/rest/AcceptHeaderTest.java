package dev.gatehouse.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptHeaderTest {
  private static boolean allowsJson(String header) {
    return AcceptHeader.allows(header, List.of("application/json"));
  }

  @Test
  void theMostSpecificRangeDecides() {
    assertThat(allowsJson("application/json;q=0, */*")).isFalse();
    assertThat(allowsJson("*/*;q=0, application/json")).isTrue();
    assertThat(allowsJson("application/*;q=0, */*")).isFalse();
    assertThat(allowsJson("application/*, */*;q=0")).isTrue();
  }

  @Test
  void aWeightOfZeroInAnySpellingRulesOut() {
    assertThat(allowsJson("application/json; Q = 0.000")).isFalse();
    assertThat(allowsJson("application/json;q=0.001")).isTrue();
    assertThat(allowsJson("application/json;v=1;q=0")).isFalse();
  }

  @Test
  void aHeaderWithoutAnyRangeRulesNothingOut() {
    for (String header : new String[] {"", ";;;", "/", "json", "application/json;q=2", "a/b;q=."}) {
      assertThat(allowsJson(header)).as(header).isTrue();
    }
  }

  @Test
  void anAnswerInAnyOfItsTypesWillDo() {
    List<String> types = List.of("text/csv", "application/x-ndjson");
    assertThat(AcceptHeader.allows("application/x-ndjson", types)).isTrue();
    assertThat(AcceptHeader.allows("TEXT/*", types)).isTrue();
    assertThat(AcceptHeader.allows("application/json", types)).isFalse();
  }

  @Test
  void anAnswerWithoutABodyIsAlwaysAccepted() {
    assertThat(AcceptHeader.allows("text/html", List.of())).isTrue();
  }
}
