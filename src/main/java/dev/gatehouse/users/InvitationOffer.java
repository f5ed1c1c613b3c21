package dev.gatehouse.users;

import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.roles.RoleNames;
import java.util.List;

/**
 * What somebody is invited to.
 *
 * @param email in normal form
 * @param roles as they are shown
 * @param invitedBy who vouches for it
 */
public record InvitationOffer(String email, List<String> roles, Actor invitedBy) {
  public InvitationOffer {
    roles = RoleNames.shown(roles);
  }
}
