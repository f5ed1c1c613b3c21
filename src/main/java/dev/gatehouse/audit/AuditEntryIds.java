package dev.gatehouse.audit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands out ids before rows are inserted, since an entry's seal covers its id. Takes them from the
 * database a block at a time. Thread-safe, without a lock.
 */
final class AuditEntryIds {
  private final AuditDao dao;
  private volatile Block current = new Block(0, 0);

  AuditEntryIds(AuditDao dao) {
    this.dao = dao;
  }

  long next() {
    Block block = current;
    long id = block.next().getAndIncrement();
    if (id < block.end()) {
      return id;
    }
    long first = dao.takeIds();
    // of several who find the block used up, all but the last leave the rest of theirs unused
    current = new Block(first + 1, first + AuditDao.ID_BLOCK);
    return first;
  }

  private record Block(AtomicLong next, long end) {
    Block(long first, long end) {
      this(new AtomicLong(first), end);
    }
  }
}
