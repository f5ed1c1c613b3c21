package dev.gatehouse.doctor;

import dev.gatehouse.platform.config.OperatorException;

/**
 * Something that is wrong. Neither text holds a secret, a password or a mail address.
 *
 * @param seen what was seen, a sentence
 * @param remedy what to do about it
 */
public record Finding(FaultCode code, String seen, String remedy) {
  /**
   * A failure that explains itself.
   *
   * @param otherwise the remedy if it names none
   */
  static Finding of(FaultCode code, OperatorException failure, String otherwise) {
    String remedy = failure.remedy();
    return new Finding(code, failure.seen(), remedy.isEmpty() ? otherwise : remedy);
  }
}
