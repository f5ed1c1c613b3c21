package dev.gatehouse.platform.security;

import java.util.Optional;
import java.util.regex.Pattern;

/** A person or a service account, by whom something is done. */
public record Actor(Kind kind, long id) {
  private static final String ACCOUNT_PREFIX = "sa-";

  /** The form of {@link #text}. */
  public static final String TEXT = "(" + ACCOUNT_PREFIX + ")?[1-9][0-9]{0,18}";

  private static final Pattern FORM = Pattern.compile(TEXT);

  public enum Kind {
    PERSON,
    SERVICE_ACCOUNT
  }

  public static Actor person(long id) {
    return new Actor(Kind.PERSON, id);
  }

  public static Actor serviceAccount(long id) {
    return new Actor(Kind.SERVICE_ACCOUNT, id);
  }

  /** The actor with that text; empty if there can be none. */
  public static Optional<Actor> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    boolean isAccount = text.startsWith(ACCOUNT_PREFIX);
    try {
      long id = Long.parseLong(isAccount ? text.substring(ACCOUNT_PREFIX.length()) : text);
      return Optional.of(isAccount ? serviceAccount(id) : person(id));
    } catch (NumberFormatException e) {
      // beyond 64 bits
      return Optional.empty();
    }
  }

  /** Whether the text may be that of a service account, well-formed or not. */
  public static boolean isMeantAsAccount(String text) {
    return text.startsWith(ACCOUNT_PREFIX);
  }

  /** The id of a person; empty for a service account. */
  public Optional<Long> personId() {
    return kind == Kind.PERSON ? Optional.of(id) : Optional.empty();
  }

  /** The id of a service account; empty for a person. */
  public Optional<Long> serviceAccountId() {
    return kind == Kind.SERVICE_ACCOUNT ? Optional.of(id) : Optional.empty();
  }

  public boolean isPerson(long userId) {
    return kind == Kind.PERSON && id == userId;
  }

  /** The public name as a member of an answer: a number of a person, a text otherwise. */
  public Object shown() {
    return kind == Kind.PERSON ? (Object) id : text();
  }

  /** The public name: {@code 12} of a person, {@code sa-7} of a service account. */
  public String text() {
    return kind == Kind.PERSON ? Long.toString(id) : ACCOUNT_PREFIX + id;
  }
}
