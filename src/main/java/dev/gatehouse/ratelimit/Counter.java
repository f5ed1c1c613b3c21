package dev.gatehouse.ratelimit;

import java.util.function.BooleanSupplier;

/**
 * The counter of one limit for one subject.
 *
 * @param subject keyed digest of an account, an address, …
 * @param isExempt whether this caller is counted but not held up; evaluated only when needed
 */
public record Counter(Limit limit, String subject, BooleanSupplier isExempt) {
  String name() {
    return limit.key();
  }

  /** The same counter with an exemption. */
  Counter unless(BooleanSupplier exemption) {
    return new Counter(limit, subject, exemption);
  }
}
