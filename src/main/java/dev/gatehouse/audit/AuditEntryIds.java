package dev.gatehouse.audit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Assigns ids before the insert, because an entry's MAC covers its id. Fetches them from the
 * database in blocks. Thread-safe and lock-free.
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
    // when several threads find the block used up, only the last one's new block is used
    current = new Block(first + 1, first + AuditDao.ID_BLOCK);
    return first;
  }

  private record Block(AtomicLong next, long end) {
    Block(long first, long end) {
      this(new AtomicLong(first), end);
    }
  }
}
