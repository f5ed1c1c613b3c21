package dev.gatehouse.invitations;

import dev.gatehouse.platform.MailType;
import java.util.Optional;

public enum InvitationMail implements MailType {
  INVITATION;

  @Override
  public Optional<String> page() {
    return Optional.of("/account/accept-invitation");
  }
}
