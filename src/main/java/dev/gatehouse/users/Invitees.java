package dev.gatehouse.users;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.roles.BuiltInRole;
import dev.gatehouse.roles.RoleNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What invitations have to do with accounts: holds whoever invites against the bound, and gives
 * what was offered. Everybody locks people, service accounts and roles here first, and then the
 * invitation. Call everything in a transaction, except {@link #hasAccount}. Thread-safe.
 */
public final class Invitees {
  private final UserDao dao;
  private final Accounts accounts;
  private final Authority authority;
  private final UserService users;
  private final AuditLog audit;

  Invitees(UserDao dao, Accounts accounts, Authority authority, UserService users, AuditLog audit) {
    this.dao = dao;
    this.accounts = accounts;
    this.authority = authority;
    this.users = users;
    this.audit = audit;
  }

  /**
   * An offer that whoever made it may still make.
   *
   * @param roles those of the offer that there are
   */
  public record Standing(InvitationOffer offer, Optional<User> invitee, List<String> roles) {}

  /** The row that whoever creates an account with the address queues for before hashing. */
  public static ContendedRow turn(String email) {
    return ContendedRow.of("sign_up", email);
  }

  /** The row that whoever creates an account with the address queues for. */
  public static ContendedRow row(String email) {
    return ContendedRow.of("app_user_email", email);
  }

  /** The row of the caller's account. */
  public static ContendedRow row(Caller.Person caller) {
    return Accounts.row(caller.id());
  }

  /**
   * Requires that the caller may make a new offer.
   *
   * @throws Failure {@code validation} if a role does not exist, or if there are too many; {@code
   *     forbidden} if the roles or the account of the address, if it has one, hold more than the
   *     caller; {@code invalid_token} if the caller is gone
   */
  public void requireOfferable(Caller caller, InvitationOffer offer) {
    List<String> roles = offer.roles();
    RoleNames.requireFew(RoleNames.stored(roles), RoleNames.haveAdmin(roles));
    Authority.Inviting inviting = inviting(caller, offer);
    inviting.roles().requireKnown(RoleNames.stored(roles));
    inviting.requireWithinBound(caller, roles);
    inviting
        .invitee()
        .map(user -> withRoles(user, roles))
        .ifPresent(user -> RoleNames.requireFew(user.roles(), user.isAdmin()));
  }

  /**
   * Requires that the caller may make an older offer anew.
   *
   * @throws Failure {@code forbidden} and {@code invalid_token} as above
   */
  public void requireRenewable(Caller caller, InvitationOffer offer) {
    inviting(caller, offer).requireWithinBound(caller, offer.roles());
  }

  /**
   * Requires that the caller may still invite, whatever it is.
   *
   * @throws Failure {@code forbidden} and {@code invalid_token} as above
   */
  public void requireInviter(Caller caller) {
    authority.requireGivable(caller, false, List.of());
  }

  private Authority.Inviting inviting(Caller caller, InvitationOffer offer) {
    return authority
        .inviting(caller.actor(), dao.findByEmail(offer.email()).map(User::id), offer.roles())
        .orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
  }

  /** Whether the address has an account by now. */
  public boolean hasAccount(String email) {
    return dao.findByEmail(email).isPresent();
  }

  /** The offer, unless the inviter may no longer make it. */
  public Optional<Standing> standing(InvitationOffer offer) {
    return authority
        .inviting(offer.invitedBy(), Optional.empty(), offer.roles())
        .flatMap(inviting -> standing(offer, inviting));
  }

  /**
   * The same for the caller's account.
   *
   * @throws Failure {@code invalid_one_time_token} if the offer is to another address
   */
  public Optional<Standing> standing(InvitationOffer offer, Caller.Person caller) {
    Optional<Authority.Inviting> inviting =
        authority.inviting(offer.invitedBy(), Optional.of(caller.id()), offer.roles());
    inviting.ifPresent(found -> requireAddressee(offer, found.invitee()));
    return inviting.flatMap(found -> standing(offer, found));
  }

  private static void requireAddressee(InvitationOffer offer, Optional<User> caller) {
    if (caller
        .filter(User::isActive)
        .filter(user -> user.email().equals(offer.email()))
        .isEmpty()) {
      throw Failure.of(UserCode.INVALID_ONE_TIME_TOKEN);
    }
  }

  private static Optional<Standing> standing(InvitationOffer offer, Authority.Inviting inviting) {
    return inviting.isWithinBound(offer.roles())
        ? Optional.of(new Standing(offer, inviting.invitee(), known(inviting, offer.roles())))
        : Optional.empty();
  }

  private static List<String> known(Authority.Inviting inviting, List<String> roles) {
    List<String> known = new ArrayList<>(inviting.roles().known(RoleNames.stored(roles)));
    if (RoleNames.haveAdmin(roles)) {
      known.add(BuiltInRole.ADMIN);
    }
    return known;
  }

  /**
   * Creates the account of an address that has none.
   *
   * @param hash of the password
   * @throws Failure {@code email_taken}
   */
  public User create(Standing standing, String fullName, String hash, RequestOrigin stranger) {
    User user =
        users.insert(
            standing.offer().email(),
            fullName,
            true,
            RoleNames.haveAdmin(standing.roles()),
            RoleNames.stored(standing.roles()),
            true,
            hash);
    List<String> roles = RoleNames.shown(user.roles(), user.isAdmin());
    audit.record(
        stranger.by(user.id()),
        UserAction.USER_CREATED,
        AuditTarget.user(user.id()),
        roles.isEmpty() ? Map.of() : Map.of(UserPatch.ROLES, roles));
    return user;
  }

  /**
   * Gives the roles to the account to which the offer was judged to stand.
   *
   * @throws Failure {@code validation} if the account would have too many
   */
  public User give(Standing standing, RequestOrigin origin) {
    User user = standing.invitee().orElseThrow();
    User changed = withRoles(user, standing.roles());
    if (RoleNames.areTooMany(changed.roles(), changed.isAdmin())) {
      throw Failure.invalid("token", "offers more roles than an account may have");
    }
    return accounts.save(user, changed, UserAction.USER_UPDATED, origin);
  }

  private static User withRoles(User user, List<String> further) {
    List<String> roles = new ArrayList<>(RoleNames.shown(user.roles(), user.isAdmin()));
    roles.addAll(further);
    return UserPatch.toInvited(roles).applyTo(user);
  }
}
