package dev.gatehouse.users;

import dev.gatehouse.platform.binding.Patch;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;

/** A change of an account by an administrator; null sets a flag to its default. */
@Example("{\"full_name\":\"Ann Lee\"}")
record UserPatch(
    Patch<@NotNull @FullName String> fullName,
    Patch<@NotNull @EmailAddress String> email,
    Patch<Boolean> isActive,
    Patch<Boolean> isAdmin,
    Patch<Boolean> emailVerified) {
  UserPatch {
    fullName = fullName.map(FullName.Trimmed::of);
    email = email.map(EmailAddress.Normal::of);
  }

  static UserPatch ofName(Patch<String> fullName) {
    return new UserPatch(fullName, Patch.absent(), Patch.absent(), Patch.absent(), Patch.absent());
  }

  /** An administrator who can sign in. */
  static UserPatch toAdmin() {
    return new UserPatch(
        Patch.absent(), Patch.absent(), Patch.of(true), Patch.of(true), Patch.of(true));
  }

  /** Makes the address the user's, verified. */
  static UserPatch toVerified(String email) {
    return new UserPatch(
        Patch.absent(), Patch.of(email), Patch.absent(), Patch.absent(), Patch.of(true));
  }

  /** Whether it could reduce the number of active administrators. */
  boolean mayRemoveAdmin() {
    return isActive.present() || isAdmin.present();
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
        isAdmin.applyTo(user.isAdmin(), false),
        emailVerified.applyTo(verified, false),
        user.mfaEnabled(),
        user.version(),
        user.createdAt(),
        user.updatedAt());
  }
}
