package dev.gatehouse.platform.config;

import org.jspecify.annotations.Nullable;

/**
 * A problem that only the operator can fix. The message says how, contains no secret and is printed
 * without a stack trace.
 */
public class OperatorException extends RuntimeException {
  private final String seen;
  private final String remedy;

  public OperatorException(String message) {
    this(message, "", null);
  }

  public OperatorException(String message, Throwable cause) {
    this(message, "", cause);
  }

  /** Of what was seen and, in another sentence, what to do. */
  public OperatorException(String seen, String remedy) {
    this(seen, remedy, null);
  }

  /** The same with the failure that it explains. */
  public OperatorException(String seen, String remedy, @Nullable Throwable cause) {
    super(remedy.isEmpty() ? seen : seen + " " + remedy, cause);
    this.seen = seen;
    this.remedy = remedy;
  }

  /** The whole message, or its first part if the rest is the remedy. */
  public String seen() {
    return seen;
  }

  /** What to do; empty if only the whole message tells. */
  public String remedy() {
    return remedy;
  }
}
