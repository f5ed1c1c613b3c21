package dev.gatehouse.roles;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.Patch;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A change of a role; null empties a member. */
@Example("{\"description\":\"Edits products\"}")
record RolePatch(
    Patch<@CodePoints(max = NewRole.LONGEST_DESCRIPTION) String> description,
    Patch<
            @Size(max = NewRole.MOST_PERMISSIONS, message = "must be at most {max} names") List<
                String>>
        permissions) {}
