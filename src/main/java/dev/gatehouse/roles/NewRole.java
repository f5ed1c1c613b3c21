package dev.gatehouse.roles;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role to be added; without a description it has an empty one. */
record NewRole(
    @Example("editor") @NotNull @Pattern(regexp = NAME, message = "must be 1 to 64 of a-z 0-9 _ -")
        String name,
    @Example("Edits products") @CodePoints(max = LONGEST_DESCRIPTION) @Nullable String description,
    @Example("[\"products:write\"]")
        @NotNull
        @Size(max = MOST_PERMISSIONS, message = "must be at most {max} names")
        List<String> permissions) {
  static final String NAME = "[a-z0-9_-]{1,64}";

  static final int LONGEST_DESCRIPTION = 1000;

  static final int MOST_PERMISSIONS = 200;

  String descriptionOrDefault() {
    return description == null ? "" : description;
  }
}
