package dev.gatehouse.audit;

import dev.gatehouse.platform.openapi.Term;
import java.util.Locale;

/**
 * An action that is recorded in the audit trail. Each feature has one enum of them; a constant's
 * name becomes the public {@code action} and never changes.
 */
public interface AuditAction extends Term {
  /** The constant's name: a one-word noun and a verb. */
  String name();

  @Override
  default String term() {
    return action();
  }

  /** The public form, such as {@code session.created}. */
  default String action() {
    String name = name().toLowerCase(Locale.ROOT);
    int end = name.indexOf('_');
    return name.substring(0, end) + '.' + name.substring(end + 1);
  }
}
