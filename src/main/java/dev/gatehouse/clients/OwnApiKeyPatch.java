package dev.gatehouse.clients;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.Patch;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of one's own key; with proof of identity if it allows more than before. */
@Example("{\"name\":\"my script\"}")
record OwnApiKeyPatch(
    Patch<@NotNull @CodePoints(min = 1, max = KeyLimits.LONGEST_NAME) String> name,
    Patch<@NotNull @Size(max = KeyLimits.MOST_SCOPES, message = KeyLimits.TOO_MANY) List<String>>
        scopes,
    Patch<@Size(max = KeyLimits.MOST_NETWORKS, message = KeyLimits.TOO_MANY) List<String>> networks,
    Patch<@NotNull String> currentPassword,
    Patch<@NotNull String> code) {
  /** The change alone. */
  ApiKeyPatch key() {
    return new ApiKeyPatch(name, scopes, networks);
  }

  Optional<String> sentPassword() {
    return Optional.ofNullable(sent(currentPassword));
  }

  @Nullable String sentCode() {
    return sent(code);
  }

  private static @Nullable String sent(Patch<String> member) {
    return member.present() ? member.applyTo("", "") : null;
  }
}
