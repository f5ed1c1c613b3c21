package dev.gatehouse.invitations;

import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.users.InvitationOffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An invitation that can be accepted.
 *
 * @param email in normal form
 * @param roles sorted, with {@code admin}, and without {@code member}
 * @param invitedBy whoever sent it last
 */
public record Invitation(
    long id,
    String email,
    List<String> roles,
    Actor invitedBy,
    Instant createdAt,
    Instant expiresAt) {
  public Invitation {
    roles = List.copyOf(roles);
  }

  static AuditTarget target(long id) {
    return AuditTarget.of("invitation", id);
  }

  /** What the trail says of it: never the address. */
  Map<String, Object> detail() {
    return Map.of("roles", roles);
  }

  InvitationOffer offer() {
    return new InvitationOffer(email, roles, invitedBy);
  }
}
