package dev.gatehouse.notes;

import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import java.time.Clock;

final class NoteService {
  private final NoteDao dao;
  private final Transactions transactions;
  private final Clock clock;

  NoteService(NoteDao dao, Transactions transactions, Clock clock) {
    this.dao = dao;
    this.transactions = transactions;
    this.clock = clock;
  }

  Note write(long authorId, String text) {
    return transactions.inTransaction(() -> dao.insert(authorId, text, clock.instant()));
  }

  /**
   * @throws Failure {@code not_found}, also for somebody else's note
   */
  Note get(long id, long authorId) {
    return dao.find(id, authorId).orElseThrow(Failure::notFound);
  }
}
