package dev.gatehouse.products;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.problems.Failure;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of an import. */
record ImportQuery(
    @About("Whether the job reports all that it would do, and changes nothing.")
        @Nullable Boolean dryRun,
    @About(
            "`ignore` passes over foreign columns, which `ignored_columns` in the result lists;"
                + " without it they are a 422.")
        @Nullable Unknown unknown,
    @About(
            "Renames columns of a CSV, as in `Variant SKU:sku,Title:name`. A name with a comma stands"
                + " in double quotes, and the last colon of an entry divides it.")
        @CodePoints(min = 1, max = 10_000)
        @Nullable String map,
    @About(
            "The decimal mark in the column `price` of a CSV; by default that of the first price"
                + " that has one.")
        @Example(".")
        @Pattern(regexp = "[.,]", message = "must be . or ,")
        @Nullable String decimal) {
  enum Unknown {
    IGNORE
  }

  /**
   * The parameters as they are stored.
   *
   * @throws Failure {@code validation} for {@code map}
   */
  ImportOptions options() {
    Map<String, String> ours = Map.of();
    if (map != null) {
      try {
        ours = ColumnMap.parse(map);
      } catch (IllegalArgumentException e) {
        throw Failure.invalid("map", String.valueOf(e.getMessage()));
      }
    }
    return new ImportOptions(Boolean.TRUE.equals(dryRun), unknown != null, ours, decimal);
  }
}
