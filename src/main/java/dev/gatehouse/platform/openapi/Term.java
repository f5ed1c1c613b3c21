package dev.gatehouse.platform.openapi;

/**
 * A word that clients meet in answers; the enums of terms may grow, so clients must expect more.
 */
@FunctionalInterface
public interface Term {
  /** As clients see it. */
  String term();
}
