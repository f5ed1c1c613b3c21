package dev.gatehouse.users;

import dev.gatehouse.platform.binding.Patch;
import jakarta.validation.constraints.NotNull;

/** A change of the caller's own account. */
record OwnPatch(Patch<@NotNull @FullName String> fullName) {
  OwnPatch {
    fullName = fullName.map(FullName.Trimmed::of);
  }
}
