package dev.gatehouse.invitations;

import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.TextFormat;
import java.time.Instant;
import java.util.List;

record InvitationView(
    long id,
    @TextFormat(format = "email") @Example("ann@example.com") String email,
    @Example("[\"editor\"]") List<String> roles,
    @About(
            "Whoever sent it last: the id of a person, as a number, or `sa-` and the id of a"
                + " service account, as a text.")
        @Example("12")
        Object invitedBy,
    Instant createdAt,
    Instant expiresAt) {
  static InvitationView of(Invitation invitation) {
    return new InvitationView(
        invitation.id(),
        invitation.email(),
        invitation.roles(),
        invitation.invitedBy().shown(),
        invitation.createdAt(),
        invitation.expiresAt());
  }
}
