package dev.gatehouse.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.roles.RoleNames;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account in the transfer format.
 *
 * @param isActive true if null
 * @param isAdmin false if null
 * @param roles none if null; without the built-in ones
 * @param emailVerified false if null
 * @param createdAt now if null
 * @param passwordHash if null, the account needs a password reset
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountLine(
    @NotNull @EmailAddress String email,
    @NotNull @FullName String fullName,
    @Nullable Boolean isActive,
    @Nullable Boolean isAdmin,
    @Size(max = RoleNames.MOST_WRITTEN, message = RoleNames.TOO_MANY) @Nullable List<String> roles,
    @Nullable Boolean emailVerified,
    @Nullable Instant createdAt,
    @Nullable String passwordHash) {
  AccountLine {
    email = EmailAddress.Normal.of(email);
    fullName = FullName.Trimmed.of(fullName);
  }

  boolean activeOrDefault() {
    return isActive == null || isActive;
  }

  boolean adminOrDefault() {
    return isAdmin != null && isAdmin;
  }

  List<String> rolesOrDefault() {
    return roles == null ? List.of() : RoleNames.stored(roles);
  }

  boolean verifiedOrDefault() {
    return emailVerified != null && emailVerified;
  }
}
