package dev.gatehouse.invitations;

import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.roles.RoleNames;
import dev.gatehouse.users.EmailAddress;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to be sent.
 *
 * @param roles none if null
 */
record NewInvitation(
    @NotNull @EmailAddress String email,
    @Example("[\"member\"]") @Size(max = RoleNames.MOST_WRITTEN, message = RoleNames.TOO_MANY)
        @Nullable List<String> roles) {
  NewInvitation {
    email = EmailAddress.Normal.of(email);
  }

  List<String> rolesOrNone() {
    return roles == null ? List.of() : roles;
  }
}
