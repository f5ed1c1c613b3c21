package dev.gatehouse.invitations;

import dev.gatehouse.audit.AuditAction;

public enum InvitationAction implements AuditAction {
  INVITATION_CREATED,
  INVITATION_RESENT,
  INVITATION_WITHDRAWN,
  INVITATION_ACCEPTED,
  /**
   * When it was to be accepted, the inviter had lost what it offers, or the account of its address
   * was deleted.
   */
  INVITATION_VOIDED
}
