package dev.gatehouse.audit;

import dev.gatehouse.platform.openapi.Term;
import java.util.Locale;

/**
 * A kind of deed that is recorded: each feature has one enum of them, and a constant's name is the
 * {@code action} that administrators see, which never changes.
 */
public interface AuditAction extends Term {
  /** The constant's name: a noun of one word and a verb. */
  String name();

  @Override
  default String term() {
    return action();
  }

  /** Such as {@code session.created}. */
  default String action() {
    String name = name().toLowerCase(Locale.ROOT);
    int end = name.indexOf('_');
    return name.substring(0, end) + '.' + name.substring(end + 1);
  }
}
