package dev.gatehouse.wishes;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.jobs.JobQueue;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.KeysetQuery;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.metrics.EventCounter;
import dev.gatehouse.platform.paging.Filters;
import dev.gatehouse.platform.paging.KeysetOrder;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.time.Instant;
import java.util.function.LongConsumer;

final class WishService {
  private final WishesConfig config;
  private final WishDao dao;
  private final KeysetQuery<Wish> pages;
  private final JobQueue jobs;
  private final AuditLog audit;
  private final EventCounter added;
  private final Transactions transactions;
  private final Clock clock;

  WishService(
      WishesConfig config,
      WishDao dao,
      KeysetQuery<Wish> pages,
      JobQueue jobs,
      AuditLog audit,
      EventCounter added,
      Transactions transactions,
      Clock clock) {
    this.config = config;
    this.dao = dao;
    this.pages = pages;
    this.jobs = jobs;
    this.audit = audit;
    this.added = added;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @throws Failure {@code already_wished}, {@code wish_list_full}, {@code validation}; {@code
   *     invalid_token} if the user is gone
   */
  Wish add(long userId, long productId, RequestOrigin origin) {
    Wish wish =
        transactions.inTransaction(
            ContendedRow.of("app_user", userId), () -> insert(userId, productId, origin));
    added.count();
    return wish;
  }

  private Wish insert(long userId, long productId, RequestOrigin origin) {
    if (dao.productName(productId).isEmpty()) {
      throw Failure.invalid("product_id", "must be the id of a product");
    }
    if (dao.lockOwner(userId).isEmpty()) {
      throw Failure.of(CommonCode.INVALID_TOKEN);
    }
    Wish wish =
        dao.insert(userId, productId, clock.instant())
            .orElseThrow(() -> Failure.of(WishCode.ALREADY_WISHED));
    if (dao.count(userId) > config.perUser()) {
      throw Failure.of(WishCode.WISH_LIST_FULL);
    }
    audit.record(origin, WishAction.WISH_ADDED, AuditTarget.of("wish", wish.id()));
    return wish;
  }

  /**
   * @throws Failure {@code not_found}, also for somebody else's wish
   */
  Wish get(long id, long userId) {
    return dao.find(id, userId).orElseThrow(Failure::notFound);
  }

  Page<Wish> page(long userId, PageRequest page) {
    Filters filters = new Filters();
    filters.addIndexed("user_id = :userId", "userId", userId);
    return new KeysetOrder<>(pages, null, Wish::id, page.sort()).page(page, filters);
  }

  /**
   * @param versionCheck throws if the client expects another version
   * @throws Failure {@code not_found}, also for somebody else's wish; {@code precondition_failed}
   */
  void remove(long id, long userId, LongConsumer versionCheck, RequestOrigin origin) {
    transactions.run(
        () -> {
          if (dao.delete(id, userId) == 0) {
            throw Failure.notFound();
          }
          versionCheck.accept(Wish.VERSION);
          audit.record(origin, WishAction.WISH_REMOVED, AuditTarget.of("wish", id));
        });
  }

  /** Enqueues a job for each wish that has come true. Several nodes may do this at once. */
  void look() {
    long after = 0;
    long end = dao.endOfPortion(after);
    while (end > after) {
      enqueue(after, end);
      after = end;
      end = dao.endOfPortion(after);
    }
  }

  private void enqueue(long after, long end) {
    transactions.run(
        () ->
            dao.markTold(after, end, clock.instant())
                .forEach(wish -> jobs.enqueue(TellJob.TYPE, TellJob.Told.of(wish))));
  }

  void sweep() {
    Instant before = clock.instant().minus(config.keep());
    while (dao.deleteOlder(before) > 0) {
      // until nothing is left
    }
  }
}
