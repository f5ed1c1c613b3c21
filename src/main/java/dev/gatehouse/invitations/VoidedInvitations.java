package dev.gatehouse.invitations;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.RowsById;
import dev.gatehouse.platform.security.KeyUse;
import java.util.List;
import java.util.Set;

/** Voids the invitations, as queued mails have their links under a key that others may know. */
final class VoidedInvitations implements RekeyStep.ById {
  private static final int BATCH = 200;

  private final InvitationDao dao;
  private final AuditLog audit;

  VoidedInvitations(InvitationDao dao, AuditLog audit) {
    this.dao = dao;
    this.audit = audit;
  }

  @Override
  public String name() {
    return "invitations";
  }

  @Override
  public String outcome() {
    return "invitations voided";
  }

  @Override
  public Set<KeyUse> uses() {
    return Set.of();
  }

  @Override
  public long newestId() {
    return dao.newest();
  }

  @Override
  public Part next(RowsById rows, Rekeying rekeying) {
    List<Long> ids = dao.listIds(rows.after(), rows.newest(), BATCH);
    List<Invitation> voided = dao.deleteSome(ids);
    voided.forEach(
        invitation ->
            audit.record(
                rekeying.origin(),
                InvitationAction.INVITATION_VOIDED,
                Invitation.target(invitation.id()),
                invitation.detail()));
    return rows.done(ids, BATCH, voided.size());
  }
}
