package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.config.Quota;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.LimitReached;
import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKey;
import dev.gatehouse.platform.security.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Counts attempts across all nodes, in sliding windows: with 10 in 15 minutes there is room again
 * once the tenth newest attempt is 15 minutes old. Thread-safe.
 */
public final class RateLimiter {
  private static final int FEW = 10;
  private static final int MANY = 500;

  private final RateCounterDao dao;
  private final Transactions transactions;
  private final LimitsConfig config;
  private final DerivedKey key;
  private final Clock clock;

  RateLimiter(
      RateCounterDao dao,
      Transactions transactions,
      LimitsConfig config,
      DerivedKeys keys,
      Clock clock) {
    this.dao = dao;
    this.transactions = transactions;
    this.config = config;
    this.key = keys.of(LimitKeyUse.SUBJECT);
    this.clock = clock;
  }

  boolean isEnabled() {
    return config.enabled();
  }

  /** The counter of a limit for a subject. Only a keyed digest of the subject is stored. */
  public Counter counter(Limit limit, String subject) {
    byte[] text = (limit.key() + '\n' + subject).getBytes(StandardCharsets.UTF_8);
    String digest = Base64Url.encode(DerivedKeys.hmac(key.current(), text));
    return new Counter(limit, digest, () -> false);
  }

  /**
   * Checks that all counters have room, without counting.
   *
   * @throws Failure {@code too_many_requests}
   */
  public void requireRoom(Counter... counters) {
    if (!config.enabled()) {
      return;
    }
    List<Counter> asked = inOrder(counters);
    Instant now = clock.instant();
    List<FullCounter> full =
        dao.listFull(names(asked), subjects(asked), now).stream()
            .filter(each -> !isExempt(each, asked))
            .toList();
    if (!full.isEmpty()) {
      throw refusal(full, now);
    }
  }

  /**
   * Takes the turn at the counters, and waits for transactions that have it. Call in a transaction
   * before reading them.
   */
  void awaitTurn(Counter... counters) {
    dao.awaitTurn(subjects(inOrder(counters)));
  }

  /**
   * Counts an attempt in all counters, or in none if one is full. Check and count are one
   * statement, so that no more than the quota pass, however many nodes try at once. Joins the
   * caller's transaction.
   *
   * @throws Failure {@code too_many_requests}
   */
  public void count(Counter... counters) {
    if (!config.enabled()) {
      return;
    }
    List<Counter> asked = inOrder(counters);
    List<Quota> quotas = asked.stream().map(each -> config.of(each.limit())).toList();
    List<Integer> counts = quotas.stream().map(Quota::count).toList();
    List<Integer> seconds = quotas.stream().map(each -> (int) each.window().toSeconds()).toList();
    List<String> exempt =
        names(asked.stream().filter(each -> each.isExempt().getAsBoolean()).toList());
    Instant now = clock.instant();
    transactions.run(
        asked.stream().map(RateLimiter::row).toList(),
        () -> {
          List<String> counted =
              dao.count(names(asked), subjects(asked), counts, seconds, exempt, now);
          List<Counter> full =
              asked.stream().filter(each -> !counted.contains(each.name())).toList();
          if (!full.isEmpty()) {
            throw refusal(dao.listFull(names(full), subjects(full), now), now);
          }
        });
    transactions.afterCommit(() -> dao.sweep(now, FEW));
  }

  /** Deletes expired counters. Counting also does, a few at a time. */
  void sweep() {
    Instant now = clock.instant();
    while (dao.sweep(now, MANY) > 0) {
      // until nothing is left
    }
  }

  /**
   * Counts an attempt if there is room. Joins the caller's transaction, so that a rollback undoes
   * the count.
   *
   * @return whether there was room
   */
  public boolean admits(Counter counter) {
    if (!config.enabled()) {
      return true;
    }
    Quota quota = config.of(counter.limit());
    Instant now = clock.instant();
    return !dao.count(
            List.of(counter.name()),
            List.of(counter.subject()),
            List.of(quota.count()),
            List.of((int) quota.window().toSeconds()),
            List.of(),
            now)
        .isEmpty();
  }

  /** Whether this is the first report in its window that the limit is reached. */
  public boolean isFirstInWindow(Counter counter) {
    int seconds = (int) config.of(counter.limit()).window().toSeconds();
    return dao.markTold(counter.name(), counter.subject(), seconds, clock.instant()) == 1;
  }

  /** Whether this is the first report of a refusal in its window. The next call returns false. */
  boolean isFirstInWindow(LimitReached limit) {
    int seconds = (int) limit.window().toSeconds();
    return dao.markTold(limit.name(), limit.subject(), seconds, clock.instant()) == 1;
  }

  /** Resets the counter. */
  public void clear(Counter counter) {
    if (config.enabled()) {
      dao.delete(counter.name(), counter.subject());
    }
  }

  /** A fixed order prevents deadlocks. */
  private static List<Counter> inOrder(Counter... counters) {
    return Stream.of(counters).sorted(Comparator.comparing(Counter::limit)).toList();
  }

  static ContendedRow row(Counter counter) {
    return ContendedRow.of("rate_counter", counter.name() + ' ' + counter.subject());
  }

  private static boolean isExempt(FullCounter full, List<Counter> asked) {
    return asked.stream()
        .anyMatch(each -> each.name().equals(full.name()) && each.isExempt().getAsBoolean());
  }

  private static List<String> names(List<Counter> counters) {
    return counters.stream().map(Counter::name).toList();
  }

  private static List<String> subjects(List<Counter> counters) {
    return counters.stream().map(Counter::subject).toList();
  }

  /** Names the counter that takes longest, so that a client who waits for it is let in. */
  private Failure refusal(Collection<FullCounter> full, Instant now) {
    FullCounter longest = Collections.max(full, Comparator.comparing(FullCounter::fullUntil));
    Quota quota = config.of(Limit.valueOf(longest.name().toUpperCase(Locale.ROOT)));
    return Failure.limited(
        new LimitReached(longest.name(), longest.subject(), quota.count(), quota.window()),
        Duration.between(now, longest.fullUntil()));
  }
}
