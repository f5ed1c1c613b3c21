package dev.gatehouse.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.FieldError;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
  private enum Colour {
    DARK_RED,
    BLUE
  }

  private static List<String> faults(QueryParameters query) {
    Failure failure = catchThrowableOfType(Failure.class, query::check);
    return failure == null ? List.of() : failure.errors().stream().map(FieldError::field).toList();
  }

  @Test
  void eachKindIsReadForWhatItIs() {
    QueryParameters query =
        QueryParameters.parse(
            "t=a%C3%A9+b&f=true&n=007&c=dark_red&at=2026-01-31T10:00:00%2B01:00&m=EUR");
    assertThat(query.text("t", 1, 4)).contains("aé b");
    assertThat(query.flag("f")).contains(true);
    assertThat(query.number("n", 0, 7)).contains(7L);
    assertThat(query.oneOf("c", Colour.class)).contains(Colour.DARK_RED);
    assertThat(query.time("at")).contains(Instant.parse("2026-01-31T09:00:00Z"));
    assertThat(query.matching("m", "EUR"::equals, "must be EUR")).contains("EUR");
    assertThat(query.text("absent", 1, 2)).isEmpty();
    assertThat(faults(query)).isEmpty();
  }

  @Test
  void everyFaultIsNamedAtOnce() {
    QueryParameters query =
        QueryParameters.parse("t=abc&f=TRUE&n=-1&c=RED&at=2026-01-31&m=x&r=1&r=1&z=%00&u=%C0%AF");
    query.text("t", 1, 2);
    query.flag("f");
    query.number("n", 0, 7);
    query.oneOf("c", Colour.class);
    query.time("at");
    query.matching("m", "EUR"::equals, "must be EUR");
    query.flag("r");
    query.text("z", 1, 2);
    query.text("u", 1, 2);
    assertThat(faults(query)).containsExactly("t", "f", "n", "c", "at", "m", "r", "z", "u");
  }

  @Test
  void lengthsCountCodePoints() {
    QueryParameters query = QueryParameters.parse("q=%F0%9F%98%80%F0%9F%98%80");
    assertThat(query.text("q", 2, 2)).isPresent();
  }

  @Test
  void whatNobodyAsksForIsIgnored() {
    QueryParameters query = QueryParameters.parse("x=%ff&x=%&%zz=1&&=1&q[]=2");
    assertThat(query.text("q", 1, 2)).isEmpty();
    assertThat(faults(query)).isEmpty();
  }

  @Test
  void numbersBeyondSixtyFourBitsAreFaults() {
    QueryParameters query = QueryParameters.parse("a=99999999999999999999&b=&c=%D9%A1");
    assertThat(query.number("a", 0, Long.MAX_VALUE)).isEmpty();
    assertThat(query.number("b", 0, 1)).isEmpty();
    assertThat(query.number("c", 0, 1)).isEmpty();
    assertThat(faults(query)).containsExactly("a", "b", "c");
  }
}
