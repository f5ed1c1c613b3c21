package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.ChangedFields;
import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.roles.GivenRoles;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Adds, changes and deletes service accounts, within the bound of whoever does it. */
final class ServiceAccountService {
  private final ServiceAccountDao dao;
  private final PreparedQuery<ServiceAccount> byId;
  private final AccountAuthority authority;
  private final EndedKeys ended;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;

  ServiceAccountService(
      ServiceAccountDao dao,
      PreparedQuery<ServiceAccount> byId,
      AccountAuthority authority,
      EndedKeys ended,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.byId = byId;
    this.authority = authority;
    this.ended = ended;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  ServiceAccount get(long id) {
    return byId.find(Map.of("id", id)).orElseThrow(Failure::notFound);
  }

  /**
   * Adds an account.
   *
   * @throws Failure {@code validation} if the name is taken or a role does not exist, {@code
   *     forbidden} beyond the bound
   */
  ServiceAccount add(NewServiceAccount form, Caller caller, RequestOrigin origin) {
    GivenRoles roles = form.rolesOrDefault();
    roles.requireFew();
    return transactions.inTransaction(
        ContendedRow.of("service_account_name", form.name()),
        () -> {
          authority.requireGivable(caller, roles);
          ServiceAccount account =
              dao.insert(
                      form.name(),
                      form.descriptionOrDefault(),
                      roles,
                      form.contactEmail(),
                      form.jwksOrDefault(),
                      clock.instant())
                  .orElseThrow(ServiceAccountService::taken);
          audit.record(
              origin,
              ClientAction.CLIENT_CREATED,
              AccountRoleHolders.target(account.id()),
              Map.of("name", account.name(), ServiceAccountPatch.ROLES, account.roles().shown()));
          return account;
        });
  }

  /**
   * Changes an account.
   *
   * @param versionCheck throws if the client expects another version
   * @throws Failure {@code not_found}, {@code forbidden} if the account exceeds the bound, before
   *     or after, {@code precondition_failed}, {@code validation} if the name is taken or a role
   *     does not exist
   */
  ServiceAccount edit(
      Caller caller,
      long id,
      ServiceAccountPatch patch,
      LongConsumer versionCheck,
      RequestOrigin origin) {
    Optional<GivenRoles> roles = patch.newRoles();
    roles.ifPresent(GivenRoles::requireFew);
    return transactions.inTransaction(
        row(id),
        () -> {
          AccountAuthority.Judged judged =
              authority.judge(caller, id, roles.map(GivenRoles::names).orElse(List.of()));
          ServiceAccount account = judged.account();
          versionCheck.accept(account.version());
          ServiceAccount changed = patch.applyTo(account);
          judged.requireGivable(changed.roles());
          if (account.isActive() && !changed.isActive()) {
            ended.endAllOfAccount(id, origin);
          }
          return save(account, changed, origin);
        });
  }

  private ServiceAccount save(ServiceAccount before, ServiceAccount after, RequestOrigin origin) {
    if (after.equals(before)) {
      return before;
    }
    ServiceAccount saved = update(after);
    audit.record(
        origin,
        ClientAction.CLIENT_UPDATED,
        AccountRoleHolders.target(after.id()),
        new ChangedFields()
            .field("name", before.name(), after.name())
            .nameOnly("description", before.description(), after.description())
            .field(ServiceAccountPatch.ROLES, before.roles().shown(), after.roles().shown())
            .nameOnly("contact_email", contact(before), contact(after))
            .field("is_active", before.isActive(), after.isActive())
            .nameOnly("jwks", before.jwks(), after.jwks())
            .detail());
    return saved;
  }

  private ServiceAccount update(ServiceAccount account) {
    try {
      return dao.update(
          account.id(),
          account.name(),
          account.description(),
          account.roles(),
          account.contactEmail(),
          account.isActive(),
          account.jwks(),
          clock.instant());
    } catch (RuntimeException e) {
      if (DatabaseFailures.violates(e, "service_account_name_key")) {
        throw taken();
      }
      throw e;
    }
  }

  /**
   * Deletes an account; its keys and tokens are void with the next request.
   *
   * @throws Failure {@code not_found}, {@code forbidden} if the account exceeds the bound, {@code
   *     precondition_failed}
   */
  void delete(Caller caller, long id, LongConsumer versionCheck, RequestOrigin origin) {
    transactions.run(
        row(id),
        () -> {
          ServiceAccount account = authority.judge(caller, id, List.of()).account();
          versionCheck.accept(account.version());
          ended.endAllOfAccount(id, origin);
          dao.delete(id);
          audit.record(origin, ClientAction.CLIENT_DELETED, AccountRoleHolders.target(id));
        });
  }

  private static Optional<String> contact(ServiceAccount account) {
    return Optional.ofNullable(account.contactEmail());
  }

  private static Failure taken() {
    return Failure.invalid("name", "is the name of another service account");
  }

  private static ContendedRow row(long id) {
    return ContendedRow.of("service_account", id);
  }
}
