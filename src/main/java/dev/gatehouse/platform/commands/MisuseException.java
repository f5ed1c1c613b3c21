package dev.gatehouse.platform.commands;

import dev.gatehouse.platform.config.OperatorException;

/** A command line that the parser understands, but that makes no sense on this database. */
public final class MisuseException extends OperatorException {
  public MisuseException(String message) {
    super(message);
  }
}
