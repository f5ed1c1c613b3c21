package dev.gatehouse.ratelimit;

import java.util.function.BooleanSupplier;

/**
 * What one limit has counted of one subject.
 *
 * @param subject a keyed digest of an account, an address, …
 * @param isExempt asked only when it matters: whether the counter counts this one, but does not
 *     hold it up
 */
public record Counter(Limit limit, String subject, BooleanSupplier isExempt) {
  String name() {
    return limit.key();
  }

  /** The same counter with an exemption from it. */
  Counter unless(BooleanSupplier exemption) {
    return new Counter(limit, subject, exemption);
  }
}
