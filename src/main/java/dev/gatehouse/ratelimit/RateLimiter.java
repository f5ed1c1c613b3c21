package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.config.Quota;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.LimitReached;
import dev.gatehouse.platform.security.Base64Url;
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
 * Counts tries for all nodes together. A limit of 10 in 15 minutes holds in each stretch of 15
 * minutes: there is room again when the tenth try, from the newest, is 15 minutes old. Thread-safe.
 */
public final class RateLimiter {
  private static final String LABEL = "rate-limit-subject";
  private static final int FEW = 10;
  private static final int MANY = 500;

  private final RateCounterDao dao;
  private final Transactions transactions;
  private final LimitsConfig config;
  private final byte[] key;
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
    this.key = keys.key(LABEL);
    this.clock = clock;
  }

  boolean isEnabled() {
    return config.enabled();
  }

  /** What the limit has counted of that subject, whose text is not kept. */
  public Counter counter(Limit limit, String subject) {
    byte[] text = (limit.key() + '\n' + subject).getBytes(StandardCharsets.UTF_8);
    String digest = Base64Url.encode(DerivedKeys.hmac(key, text));
    return new Counter(limit, digest, () -> false);
  }

  /**
   * Looks whether all of them have room; counts nothing.
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
   * Waits until no other transaction that asked for its turn at one of them is under way. To be
   * called in a transaction, before it looks at them.
   */
  void awaitTurn(Counter... counters) {
    dao.awaitTurn(subjects(inOrder(counters)));
  }

  /**
   * Counts a try in all of them; if one has no room, in none of them. The verdict falls with the
   * count, so that of any number at once, on any nodes, no more than the quota pass. In a
   * transaction the count stands or falls with it.
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

  /** Sweeps what holds nothing any more; while tries go on, counting does. */
  void sweep() {
    Instant now = clock.instant();
    while (dao.sweep(now, MANY) > 0) {
      // until nothing is left
    }
  }

  /**
   * Counts a try if there is room for it. It joins the caller's transaction, so that what is undone
   * does not count.
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

  /** Whether it is the first time in its window that the limit is said to be reached. */
  public boolean isFirstInWindow(Counter counter) {
    int seconds = (int) config.of(counter.limit()).window().toSeconds();
    return dao.markTold(counter.name(), counter.subject(), seconds, clock.instant()) == 1;
  }

  /** Whether a refusal is the first that is told in its window; from then on it is not. */
  boolean isFirstInWindow(LimitReached limit) {
    int seconds = (int) limit.window().toSeconds();
    return dao.markTold(limit.name(), limit.subject(), seconds, clock.instant()) == 1;
  }

  /** Forgets what was counted. */
  public void clear(Counter counter) {
    if (config.enabled()) {
      dao.delete(counter.name(), counter.subject());
    }
  }

  /** One order everywhere, so that no two wait for a row that the other has counted in. */
  private static List<Counter> inOrder(Counter... counters) {
    return Stream.of(counters).sorted(Comparator.comparing(Counter::limit)).toList();
  }

  /** For whoever counts in it or waits for its turn. */
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

  /** Names the one that takes longest, as whoever waits for it is let in. */
  private Failure refusal(Collection<FullCounter> full, Instant now) {
    FullCounter longest = Collections.max(full, Comparator.comparing(FullCounter::fullUntil));
    Quota quota = config.of(Limit.valueOf(longest.name().toUpperCase(Locale.ROOT)));
    return Failure.limited(
        new LimitReached(longest.name(), longest.subject(), quota.count(), quota.window()),
        Duration.between(now, longest.fullUntil()));
  }
}
