package dev.gatehouse.users;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.RecordBinder;
import dev.gatehouse.platform.binding.RecordValidation;
import dev.gatehouse.platform.binding.ScalarConverter;
import dev.gatehouse.platform.binding.UtcTime;
import dev.gatehouse.roles.BuiltInRole;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses and validates imported accounts. */
final class AccountLines {
  private final RecordBinder binder =
      new RecordBinder(
          conversions(), (name, known) -> "is not a known property", RecordValidation.validator());
  private final PasswordHasher hasher;
  private final Clock clock;

  AccountLines(PasswordHasher hasher, Clock clock) {
    this.hasher = hasher;
    this.clock = clock;
  }

  /** Returns the account, or empty if it has errors, which are added to {@code errors}. */
  Optional<AccountLine> read(JsonNode value, FieldErrors errors) {
    if (!value.isObject()) {
      errors.add("", "must be an object");
      return Optional.empty();
    }
    Optional<AccountLine> bound = binder.bind(value, AccountLine.class, errors);
    bound.ifPresent(account -> check(account, errors));
    return errors.isEmpty() ? bound : Optional.empty();
  }

  private void check(AccountLine account, FieldErrors errors) {
    Instant createdAt = account.createdAt();
    if (createdAt != null
        && (createdAt.isBefore(Instant.EPOCH) || createdAt.isAfter(clock.instant()))) {
      errors.add("created_at", "must lie between 1970 and now");
    }
    List<String> roles = account.roles();
    if (roles != null && roles.stream().anyMatch(BuiltInRole::is)) {
      errors.add(UserPatch.ROLES, "must not have built-in roles: admin is is_admin");
    }
    String hash = account.passwordHash();
    if (hash != null && !hasher.isSupported(hash)) {
      errors.add(
          "password_hash",
          "must be a hash of bcrypt (cost 4 to 16), argon2id (up to 128 MiB, and 1 GiB in all"
              + " passes) or PBKDF2-SHA256 (up to 5,000,000 rounds)");
    }
  }

  private static Map<Class<?>, ScalarConverter> conversions() {
    Map<Class<?>, ScalarConverter> conversions = new HashMap<>(RecordBinder.strictJson());
    conversions.put(Instant.class, AccountLines::time);
    return conversions;
  }

  private static Object time(JsonNode node) throws ScalarConverter.Mismatch {
    return Optional.ofNullable(node.textValue())
        .flatMap(UtcTime::parse)
        .orElseThrow(
            () -> new ScalarConverter.Mismatch("must be a time such as 2026-01-31T09:00:00Z"));
  }
}
