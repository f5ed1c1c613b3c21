package dev.gatehouse.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.RecordValidation;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.paging.Sort;
import dev.gatehouse.platform.paging.SortedBy;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.FieldError;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.testing.TestSecrets;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueryBinderTest {
  private enum Colour {
    DARK_RED,
    BLUE
  }

  private record EachType(
      @CodePoints(min = 1, max = 4) @Nullable String text,
      @Nullable Boolean isOn,
      @Min(0) @Max(7) @Nullable Long number,
      @Min(1) @Nullable Integer count,
      @Nullable Colour colour,
      @Nullable Instant at,
      @Pattern(regexp = "EUR", message = "must be EUR") @CodePoints(min = 4, max = 4)
          @Nullable String code) {}

  private record Listed(
      @Nullable String q, @SortedBy(list = "things", value = "id") PageRequest page) {}

  private record ForAdmins(@Nullable Boolean isHidden, @Nullable Long n) implements AccessRule {
    @Override
    public void check(Optional<Caller> caller) {
      if (isHidden != null) {
        throw Failure.of(CommonCode.FORBIDDEN);
      }
    }
  }

  private final QueryBinder<EachType> binder = binder(EachType.class);

  private static <T extends Record> QueryBinder<T> binder(Class<T> type) {
    return new QueryBinder<>(
        type,
        RecordValidation.validator(),
        new PageRequests(TestSecrets.keys(TestSecrets.DEFAULT)));
  }

  private EachType bind(String query) {
    return binder.bind(query, Map.of(), Optional.empty());
  }

  private List<String> errors(String query) {
    Failure failure = catchThrowableOfType(Failure.class, () -> bind(query));
    return failure.errors().stream().map(error -> error.field() + " " + error.message()).toList();
  }

  @Test
  void eachTypeIsParsed() {
    assertThat(
            bind(
                "text=a%C3%A9+b&is_on=true&number=007&count=12&colour=dark_red"
                    + "&at=2026-01-31T10:00:00%2B01:00"))
        .isEqualTo(
            new EachType(
                "aé b",
                true,
                7L,
                12,
                Colour.DARK_RED,
                Instant.parse("2026-01-31T09:00:00Z"),
                null));
  }

  @Test
  void allErrorsAreReportedAtOnce() {
    assertThat(errors("code=x&at=2026-01-31&colour=RED&count=0&number=-1&is_on=TRUE&text=abcde"))
        .containsExactly(
            "text must have 1 to 4 characters",
            "is_on must be true or false",
            "number must be a whole number from 0 to 7",
            "count must be a whole number from 1 to " + Integer.MAX_VALUE,
            "colour must be dark_red or blue",
            "at must be a time such as 2026-01-31T09:00:00Z",
            "code must be EUR");
  }

  @Test
  void textsMustBeUnicodeWithoutNul() {
    assertThat(errors("text=%C0%AF")).containsExactly("text must be UTF-8 in percent-encoding");
    assertThat(errors("text=%00")).containsExactly("text must not contain NUL");
    assertThat(errors("text=")).containsExactly("text must have 1 to 4 characters");
  }

  @Test
  void aParameterMustNotBeRepeated() {
    assertThat(errors("is_on=true&is_on=true")).containsExactly("is_on must not be repeated");
  }

  @Test
  void lengthsCountCodePoints() {
    String faces = "%F0%9F%98%80".repeat(4);

    assertThat(bind("text=" + faces).text()).hasSize(8);
    assertThat(errors("text=" + faces + "a")).hasSize(1);
  }

  @Test
  void unknownParametersAreIgnored() {
    assertThat(bind("x=%ff&x=%&%zz=1&&=1&text[]=2&isOn=1")).isEqualTo(bind(""));
  }

  @Test
  void numbersMustBePlainDigitsInRange() {
    for (String bad : List.of("99999999999999999999", "", "%D9%A1", "1.0", "0x1", "+1", "1e0")) {
      assertThat(errors("number=" + bad)).as(bad).hasSize(1);
    }
    assertThat(errors("count=2147483648")).hasSize(1);
    assertThat(bind("count=2147483647").count()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void withoutAQueryAllRequestsShareOneRecord() {
    assertThat(binder.bind(null, Map.of(), Optional.empty()))
        .isSameAs(binder.bind("", Map.of(), Optional.empty()));
  }

  @Test
  void aListIsSortedAndPagedByItsLastComponent() {
    QueryBinder<Listed> list = binder(Listed.class);

    PageRequest page = list.bind("sort=-id&limit=100&q=a", Map.of(), Optional.empty()).page();
    assertThat(page.sort()).isEqualTo(Sort.descending("id"));
    assertThat(page.fetch()).isEqualTo(101);
    assertThat(list.bind(null, Map.of(), Optional.empty()).page().fetch()).isEqualTo(21);
    assertThat(errors(list, "sort=name&limit=101&cursor=x&offset=1"))
        .containsExactly("sort", "limit", "offset");
    assertThat(errors(list, "cursor=x")).containsExactly("cursor");
  }

  private record Own(
      @SortedBy(list = "own things", value = "id", ofCaller = true) PageRequest page) {}

  private record SomeCaller(long id, UUID sessionId) implements Caller.SignedInPerson {
    @Override
    public HeldPermissions held() {
      return new HeldPermissions(false, Set.of());
    }
  }

  @Test
  void aCursorOfTheCallersOwnListIsRefusedToOthers() {
    QueryBinder<Own> own = binder(Own.class);
    Optional<Caller> ann = Optional.of(new SomeCaller(1, new UUID(0, 1)));
    Optional<Caller> bob = Optional.of(new SomeCaller(11, new UUID(0, 2)));
    PageRequest first = own.bind("limit=1", Map.of(), ann).page();
    String query = "cursor=" + first.of(List.of("5", "6"), List::of).nextCursor();

    assertThat(own.bind(query, Map.of(), ann).page().position()).containsExactly("5");
    assertThat(catchThrowableOfType(Failure.class, () -> own.bind(query, Map.of(), bob)).errors())
        .extracting(FieldError::field)
        .containsExactly("cursor");
  }

  @Test
  void aCursorBelongsToTheIdsInItsPath() {
    QueryBinder<Listed> list = binder(Listed.class);
    PageRequest first = list.bind("limit=1", Map.of("id", "1"), Optional.empty()).page();
    String query = "cursor=" + first.of(List.of("5", "6"), List::of).nextCursor();

    assertThat(list.bind(query, Map.of("id", "1"), Optional.empty()).page().position())
        .containsExactly("5");
    for (Map<String, String> path :
        List.of(Map.of("id", "11"), Map.of("sid", "1"), Map.<String, String>of())) {
      assertThat(
              catchThrowableOfType(Failure.class, () -> list.bind(query, path, Optional.empty()))
                  .errors())
          .extracting(FieldError::field)
          .containsExactly("cursor");
    }
  }

  private static List<String> errors(QueryBinder<?> binder, String query) {
    Failure failure =
        catchThrowableOfType(Failure.class, () -> binder.bind(query, Map.of(), Optional.empty()));
    return failure.errors().stream().map(FieldError::field).toList();
  }

  @Test
  void theAccessRuleIsCheckedBeforeErrorsAreReported() {
    QueryBinder<ForAdmins> rule = binder(ForAdmins.class);

    assertThat(
            catchThrowableOfType(
                Failure.class, () -> rule.bind("n=x&is_hidden=true", Map.of(), Optional.empty())))
        .extracting(Failure::code)
        .isEqualTo(CommonCode.FORBIDDEN);
    assertThat(errors(rule, "n=x")).containsExactly("n");
  }

  private record Demanding(@NotNull String q) {}

  private record OfManyTypes(@Past Instant at) {}

  private record NoKnownType(List<String> values) {}

  private record PageFirst(@SortedBy(list = "things", value = "id") PageRequest page, String q) {}

  private record Unsorted(PageRequest page) {}

  @Test
  void aRecordThatCannotBeBoundPreventsTheStart() {
    for (Class<? extends Record> type :
        List.of(
            Demanding.class,
            OfManyTypes.class,
            NoKnownType.class,
            PageFirst.class,
            Unsorted.class)) {
      assertThatThrownBy(() -> binder(type)).isInstanceOf(IllegalStateException.class);
    }
  }
}
