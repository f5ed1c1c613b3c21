package dev.gatehouse.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.RoleNames;
import dev.gatehouse.users.EmailAddress;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service account to be added; whatever may be absent is empty then. */
record NewServiceAccount(
    @NotNull @AccountName String name,
    @Example("Imports the catalogue at night") @CodePoints(max = LONGEST_DESCRIPTION)
        @Nullable String description,
    @Size(max = RoleNames.MOST_WRITTEN, message = RoleNames.TOO_MANY) @Nullable List<String> roles,
    @EmailAddress @Nullable String contactEmail,
    @PublicKeys @Nullable ObjectNode jwks) {
  static final int LONGEST_DESCRIPTION = 1000;

  @SuppressWarnings("NullAway") // a missing name stays null, for validation to report
  NewServiceAccount {
    name = name == null ? null : TextRules.trimmed(name);
    contactEmail = EmailAddress.Normal.of(contactEmail);
  }

  String descriptionOrDefault() {
    return description == null ? "" : description;
  }

  GivenRoles rolesOrDefault() {
    return GivenRoles.written(roles == null ? List.of() : roles);
  }

  String jwksOrDefault() {
    return jwks == null ? PublicKeys.NONE : jwks.toString();
  }
}
