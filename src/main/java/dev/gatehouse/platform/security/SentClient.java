package dev.gatehouse.platform.security;

/** What the Authorization header says of an OAuth 2 client (RFC 6749 section 2.3.1). */
public sealed interface SentClient {
  /** There is no header with the scheme Basic. */
  record None() implements SentClient {}

  /** There is one that cannot be read. */
  record Malformed() implements SentClient {}

  /** Its id and what it knows, not yet verified. */
  record Credentials(String id, String secret) implements SentClient {
    /** Hides the secret. */
    @Override
    public String toString() {
      return "Credentials";
    }
  }
}
