package dev.gatehouse.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.Patch;
import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.roles.GivenRoles;
import dev.gatehouse.roles.RoleNames;
import dev.gatehouse.users.EmailAddress;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of a service account; null empties a member, and makes the account active. */
@Example("{\"description\":\"Imports the catalogue\"}")
record ServiceAccountPatch(
    Patch<@NotNull @AccountName String> name,
    Patch<@CodePoints(max = NewServiceAccount.LONGEST_DESCRIPTION) String> description,
    Patch<@Size(max = RoleNames.MOST_WRITTEN, message = RoleNames.TOO_MANY) List<String>> roles,
    Patch<@EmailAddress String> contactEmail,
    Patch<Boolean> isActive,
    Patch<@PublicKeys ObjectNode> jwks) {
  static final String ROLES = "roles";

  ServiceAccountPatch {
    name = name.map(TextRules::trimmed);
    contactEmail = contactEmail.map(EmailAddress.Normal::of);
  }

  /** The roles to give, if they are to change. */
  Optional<GivenRoles> newRoles() {
    return roles.present()
        ? Optional.of(GivenRoles.written(roles.applyTo(List.of(), List.of())))
        : Optional.empty();
  }

  /** The account after the change. */
  ServiceAccount applyTo(ServiceAccount account) {
    return new ServiceAccount(
        account.id(),
        name.applyTo(account.name()),
        description.applyTo(account.description(), ""),
        newRoles().orElse(account.roles()),
        contactEmail.present() ? contactEmail.value() : account.contactEmail(),
        isActive.applyTo(account.isActive(), true),
        newJwks().orElse(account.jwks()),
        account.version(),
        account.createdAt(),
        account.updatedAt());
  }

  private Optional<String> newJwks() {
    @Nullable ObjectNode set = jwks.value();
    return jwks.present()
        ? Optional.of(set == null ? PublicKeys.NONE : set.toString())
        : Optional.empty();
  }
}
