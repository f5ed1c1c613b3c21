package dev.gatehouse.audit;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Erases the personal data of deleted users from the trail; the digests stay in the chain. */
final class Erasure {
  /** The action that has its target's entries erased. */
  static final String DELETED = "user.deleted";

  /** Few enough rows to stay within the statement timeout. */
  private static final int BATCH = 2000;

  private final AuditDao dao;
  private final AuditMac mac;

  Erasure(AuditDao dao, AuditMac mac) {
    this.dao = dao;
    this.mac = mac;
  }

  /**
   * Erases the first batch, which is enough for all but the busiest users. Chaining waits for the
   * end of the transaction, because both change the same rows.
   */
  void begin(long userId) {
    dao.lock();
    eraseBatch(userId);
  }

  /**
   * Erases entries that were written while their user was being deleted. Called when the entries or
   * the deletion are chained.
   */
  void eraseLate(Collection<AuditEntry> fresh) {
    Set<String> deleted = new HashSet<>();
    Set<String> touched = new HashSet<>();
    for (AuditEntry entry : fresh) {
      if (entry.targetType().equals(AuditTarget.USER)) {
        (entry.action().equals(DELETED) ? deleted : touched).add(entry.targetId());
      }
      Long userId = entry.userId();
      if (userId != null) {
        touched.add(userId.toString());
      }
    }
    touched.removeAll(deleted);
    if (!touched.isEmpty()) {
      deleted.addAll(dao.listDeleted(List.copyOf(touched)));
    }
    for (String userId : deleted) {
      while (eraseBatch(Long.parseLong(userId)) > 0) {
        // until nothing is left
      }
    }
  }

  private int eraseBatch(long userId) {
    String target = Long.toString(userId);
    long epoch = mac.epoch();
    String proof = mac.erasure(userId);
    return dao.eraseOfActor(userId, target, proof, epoch, BATCH)
        + dao.eraseOfTarget(target, proof, epoch, BATCH);
  }
}
