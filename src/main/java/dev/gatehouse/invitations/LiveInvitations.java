package dev.gatehouse.invitations;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.tokens.LinkTokens;
import dev.gatehouse.users.SentInvitations;
import java.time.Clock;
import java.util.Optional;

/** The invitations that can be accepted: finds them by the tokens of their links. Thread-safe. */
public final class LiveInvitations implements SentInvitations {
  private final InvitationDao dao;
  private final AuditLog audit;
  private final Clock clock;

  public LiveInvitations(AuditLog audit, Database database, Clock clock) {
    this.dao = database.dao(InvitationDao.class);
    this.audit = audit;
    this.clock = clock;
  }

  /** The invitation whose link has this token; it may become void at any time. */
  Optional<Invitation> find(String token) {
    return LinkTokens.digest(token).flatMap(digest -> dao.findByDigest(digest, clock.instant()));
  }

  /** Whether the token is that of an invitation. */
  public boolean isLive(String token) {
    return find(token).isPresent();
  }

  @Override
  public void voidAll(String email, RequestOrigin origin) {
    dao.deleteTo(email, clock.instant())
        .forEach(
            invitation ->
                audit.record(
                    origin,
                    InvitationAction.INVITATION_VOIDED,
                    Invitation.target(invitation.id()),
                    invitation.detail()));
  }
}
