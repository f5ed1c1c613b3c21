package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Permission;
import dev.gatehouse.roles.RoleGrants;
import dev.gatehouse.roles.RoleHolders;
import java.time.Clock;
import java.util.List;

/** Wires service accounts. */
public final class ClientsModule implements Feature {
  private final ServiceAccountsResource accountsResource;

  public ClientsModule(
      RoleHolders holders, RoleGrants grants, AuditLog audit, Database database, Clock clock) {
    ServiceAccountDao dao = database.dao(ServiceAccountDao.class);
    this.accountsResource =
        new ServiceAccountsResource(
            new ServiceAccountService(
                dao,
                ServiceAccountDao.byId(database),
                new AccountAuthority(dao, holders, grants),
                audit,
                database.transactions(),
                clock),
            new ServiceAccountList(ServiceAccountDao.pages(database)));
  }

  @Override
  public List<Permission> permissions() {
    return List.of(ClientPermission.values());
  }

  @Override
  public List<Object> resources() {
    return List.of(accountsResource);
  }
}
