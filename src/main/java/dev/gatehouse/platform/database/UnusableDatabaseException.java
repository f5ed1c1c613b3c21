package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.OperatorException;
import org.jspecify.annotations.Nullable;

/** A database that the service cannot work with, and the kind of reason. */
public final class UnusableDatabaseException extends OperatorException {
  /** Kinds of reasons, each with a remedy of its own. */
  public enum Kind {
    HOST_UNKNOWN,
    PORT_CLOSED,
    NO_ANSWER,
    NOT_POSTGRESQL,
    /** The URL asks for TLS, and the server has none. */
    TLS_REFUSED,
    /** The server lets nobody in without TLS, or not from here. */
    TLS_REQUIRED,
    /** The server's certificate or its TLS is not accepted here. */
    TLS_UNTRUSTED,
    PASSWORD_WRONG,
    ACCESS_REFUSED,
    MISSING,
    FULL,
    /** The version or the encoding. */
    UNSUITABLE,
    LOSES_STATEMENTS,
    OTHER
  }

  private final Kind kind;

  UnusableDatabaseException(Kind kind, String seen, String remedy, @Nullable Throwable cause) {
    super(seen, remedy, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
