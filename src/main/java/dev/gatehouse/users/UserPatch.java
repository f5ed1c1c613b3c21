package dev.gatehouse.users;

import dev.gatehouse.platform.binding.Patch;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.roles.RoleNames;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A change of an account by somebody else; null sets a flag to its default and takes all roles. */
@Example("{\"full_name\":\"Ann Lee\"}")
record UserPatch(
    Patch<@NotNull @FullName String> fullName,
    Patch<@NotNull @EmailAddress String> email,
    Patch<Boolean> isActive,
    Patch<Boolean> isAdmin,
    Patch<@Size(max = RoleNames.MOST_WRITTEN, message = RoleNames.TOO_MANY) List<String>> roles,
    Patch<Boolean> emailVerified) {
  static final String ROLES = "roles";

  UserPatch {
    fullName = fullName.map(FullName.Trimmed::of);
    email = email.map(EmailAddress.Normal::of);
  }

  static UserPatch ofName(Patch<String> fullName) {
    return new UserPatch(
        fullName, Patch.absent(), Patch.absent(), Patch.absent(), Patch.absent(), Patch.absent());
  }

  /** An administrator who can sign in. */
  static UserPatch toAdmin() {
    return new UserPatch(
        Patch.absent(),
        Patch.absent(),
        Patch.of(true),
        Patch.of(true),
        Patch.absent(),
        Patch.of(true));
  }

  /** Makes the address the user's, verified. */
  static UserPatch toVerified(String email) {
    return new UserPatch(
        Patch.absent(),
        Patch.of(email),
        Patch.absent(),
        Patch.absent(),
        Patch.absent(),
        Patch.of(true));
  }

  /** Gives these roles, as clients write them, to whoever has shown that the address is theirs. */
  static UserPatch toInvited(List<String> roles) {
    return new UserPatch(
        Patch.absent(),
        Patch.absent(),
        Patch.absent(),
        Patch.absent(),
        Patch.of(roles),
        Patch.of(true));
  }

  /** Whether it could reduce the number of active administrators. */
  boolean mayRemoveAdmin() {
    return isActive.present() || isAdmin.present() || roles.present();
  }

  /** The roles to give that are rows. */
  List<String> storedRoles() {
    return RoleNames.stored(roles.applyTo(List.of(), List.of()));
  }

  /**
   * Requires that flag and roles say the same.
   *
   * @throws Failure {@code validation}
   */
  void requireAgreement() {
    if (roles.present() && isAdmin.present()) {
      RoleNames.requireAgreement(
          roles.applyTo(List.of(), List.of()), isAdmin.applyTo(false, false));
    }
  }

  private boolean makesAdmin(User user) {
    return roles.present()
        ? RoleNames.haveAdmin(roles.applyTo(List.of(), List.of()))
        : isAdmin.applyTo(user.isAdmin(), false);
  }

  /** The account after the change. A new address is unverified unless the patch says otherwise. */
  User applyTo(User user) {
    String newEmail = email.applyTo(user.email());
    boolean verified = newEmail.equals(user.email()) && user.emailVerified();
    return new User(
        user.id(),
        newEmail,
        fullName.applyTo(user.fullName()),
        isActive.applyTo(user.isActive(), true),
        makesAdmin(user),
        emailVerified.applyTo(verified, false),
        user.mfaEnabled(),
        user.version(),
        user.createdAt(),
        user.updatedAt(),
        roles.present() ? storedRoles() : user.roles());
  }
}
