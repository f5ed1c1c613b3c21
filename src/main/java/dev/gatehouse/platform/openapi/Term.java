package dev.gatehouse.platform.openapi;

/**
 * A word that occurs in responses. The enums of terms may grow, so clients must expect new ones.
 */
@FunctionalInterface
public interface Term {
  /** The word as clients see it. */
  String term();
}
