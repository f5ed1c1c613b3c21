package dev.gatehouse.users;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.passwords.PasswordStore;
import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.JsonLines;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.roles.LockedRoles;
import dev.gatehouse.roles.RoleGrants;
import dev.gatehouse.roles.RoleNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Exports and imports accounts with their password hashes, in constant memory. */
public final class AccountTransfer {
  private static final int BATCH = 500;
  private static final String IS_ADMIN = "is_admin";
  private static final byte[] LINE_END = {'\n'};

  private final UserDao dao;
  private final PreparedQuery<StoredAccount> pages;
  private final PasswordStore passwords;
  private final AccountLines lines;
  private final RoleGrants grants;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;
  private final ObjectWriter writer = ApiJson.MAPPER.writerFor(AccountLine.class);

  AccountTransfer(
      UserDao dao,
      PreparedQuery<StoredAccount> pages,
      PasswordStore passwords,
      AccountLines lines,
      RoleGrants grants,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.pages = pages;
    this.passwords = passwords;
    this.lines = lines;
    this.grants = grants;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Receives the reason for each line that was not imported. */
  @FunctionalInterface
  public interface Report {
    void report(long line, String what);
  }

  /**
   * The counts of an import.
   *
   * @param imported new accounts
   * @param skipped lines whose address has an account
   * @param refused invalid lines
   */
  public record Summary(long imported, long skipped, long refused) {}

  private record Numbered(long line, AccountLine account) {}

  /**
   * Imports each line of NDJSON whose address has no account. Existing accounts are never changed:
   * since the export their password may have changed or their rights may have been revoked.
   */
  public Summary importFrom(InputStream in, RequestOrigin origin, Report report)
      throws IOException {
    JsonLines source = new JsonLines(in);
    List<Numbered> batch = new ArrayList<>();
    long imported = 0;
    long read = 0;
    long refused = 0;
    Optional<JsonLines.Line> next = source.next();
    while (next.isPresent()) {
      JsonLines.Line line = next.get();
      FieldErrors errors = new FieldErrors();
      Optional<AccountLine> account = read(line, errors);
      if (account.isPresent()) {
        batch.add(new Numbered(line.number(), account.get()));
        read++;
      } else {
        report.report(line.number(), describe(errors));
        refused++;
      }
      next = source.next();
      if (batch.size() == BATCH || next.isEmpty()) {
        imported += importBatch(batch, origin, report);
        batch.clear();
      }
    }
    return new Summary(imported, read - imported, refused);
  }

  private Optional<AccountLine> read(JsonLines.Line line, FieldErrors errors) {
    if (line.value().isEmpty()) {
      errors.add(
          "", "must be JSON in UTF-8 of at most %d bytes".formatted(JsonLines.MAX_LINE_BYTES));
      return Optional.empty();
    }
    return lines
        .read(line.value().get(), errors)
        .filter(account -> hasPossibleRoles(account, errors));
  }

  private boolean hasPossibleRoles(AccountLine account, FieldErrors errors) {
    List<String> roles = account.rolesOrDefault();
    boolean known =
        roles.isEmpty()
            || transactions.inTransaction(() -> grants.lock(roles)).known(roles).equals(roles);
    if (!known) {
      errors.add(UserPatch.ROLES, "must be names of roles");
    }
    boolean tooMany = RoleNames.areTooMany(roles, account.adminOrDefault());
    if (tooMany) {
      errors.add(UserPatch.ROLES, RoleNames.TOO_MANY_ROLES);
    }
    return known && !tooMany;
  }

  private static String describe(FieldErrors errors) {
    return errors.list().stream()
        .map(fault -> (fault.field() + " " + fault.message()).strip())
        .collect(Collectors.joining("; "));
  }

  private int importBatch(List<Numbered> batch, RequestOrigin origin, Report report) {
    List<Numbered> known = transactions.inTransaction(() -> insert(batch, origin));
    known.forEach(each -> report.report(each.line(), "skipped: the address has an account"));
    return batch.size() - known.size();
  }

  /** Returns the lines whose address already has an account. */
  private List<Numbered> insert(List<Numbered> batch, RequestOrigin origin) {
    List<Numbered> known = new ArrayList<>();
    LockedRoles roles = grants.lock(rolesIn(batch));
    for (Numbered each : batch) {
      if (!insert(each.account(), roles, origin)) {
        known.add(each);
      }
    }
    return known;
  }

  private static Set<String> rolesIn(List<Numbered> batch) {
    return batch.stream()
        .flatMap(each -> each.account().rolesOrDefault().stream())
        .collect(Collectors.toSet());
  }

  private boolean insert(AccountLine account, LockedRoles locked, RequestOrigin origin) {
    Instant now = clock.instant();
    Optional<User> user =
        dao.insert(
            account.email(),
            account.fullName(),
            account.activeOrDefault(),
            account.adminOrDefault(),
            locked.known(account.rolesOrDefault()),
            account.verifiedOrDefault(),
            UserSearch.text(account.email(), account.fullName()),
            UserSearch.words(account.email(), account.fullName()),
            Optional.ofNullable(account.createdAt()).orElse(now),
            now);
    Optional<String> hash = Optional.ofNullable(account.passwordHash());
    user.ifPresent(
        made -> {
          hash.ifPresent(text -> passwords.put(made.id(), text));
          audit.record(
              origin, UserAction.USER_IMPORTED, AuditTarget.user(made.id()), imported(made));
        });
    return user.isPresent();
  }

  private static Map<String, Object> imported(User user) {
    return user.roles().isEmpty()
        ? Map.of(IS_ADMIN, user.isAdmin())
        : Map.of(IS_ADMIN, user.isAdmin(), UserPatch.ROLES, user.roles());
  }

  /** Exports all accounts as NDJSON, page by page by id. */
  public void exportTo(Consumer<byte[]> out) {
    List<StoredAccount> page = page(0);
    while (!page.isEmpty()) {
      out.accept(write(page));
      page = page(page.get(page.size() - 1).user().id());
    }
  }

  private List<StoredAccount> page(long after) {
    return pages.list(Map.of("after", after, "rows", BATCH));
  }

  private byte[] write(List<StoredAccount> page) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (StoredAccount account : page) {
      try {
        text.writeBytes(writer.writeValueAsBytes(account.toLine()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      text.writeBytes(LINE_END);
    }
    return text.toByteArray();
  }
}
