package dev.gatehouse.users;

import dev.gatehouse.roles.RoleNames;
import java.util.List;

/**
 * What somebody is invited to.
 *
 * @param email in normal form
 * @param roles as they are shown
 * @param invitedBy the id of the person who vouches for it
 */
public record InvitationOffer(String email, List<String> roles, long invitedBy) {
  public InvitationOffer {
    roles = RoleNames.shown(roles);
  }
}
