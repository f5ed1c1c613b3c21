package dev.gatehouse.clients;

import dev.gatehouse.idempotency.IdempotencyCode;
import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The accounts of programs. */
@Path("/api/v1/service-accounts")
@Section(
    name = "Programs",
    place = 5,
    about = "Accounts of programs, to which nobody signs in.",
    codes = IdempotencyCode.class,
    terms = ClientAction.class)
public final class ServiceAccountsResource {
  private static final String TAG_KIND = "sa";

  private final ServiceAccountService accounts;
  private final ServiceAccountList list;

  ServiceAccountsResource(ServiceAccountService accounts, ServiceAccountList list) {
    this.accounts = accounts;
    this.list = list;
  }

  @GET
  @Requires("clients:write")
  @Endpoint(
      id = "listServiceAccounts",
      summary = "List service accounts",
      details = "Sorted by id.")
  public Page<ServiceAccountView> list(
      @Auth Caller caller, @BeanParam ServiceAccountSearch search) {
    return list.page(search).map(ServiceAccountView::of);
  }

  @POST
  @Requires("clients:write")
  @Endpoint(
      id = "addServiceAccount",
      summary = "Add a service account",
      details = "Its roles give no permission that the caller lacks.",
      response = ServiceAccountView.class,
      status = 201)
  public Response add(@Auth Caller caller, @Context RequestOrigin origin, NewServiceAccount form) {
    requireMayGiveKeys(caller, form.jwks() != null);
    ServiceAccount account = accounts.add(form, caller, origin);
    return Responses.created(
        "/api/v1/service-accounts/" + account.id(), ServiceAccountView.of(account), tag(account));
  }

  @GET
  @Path(PathIds.ID)
  @Requires("clients:write")
  @Endpoint(
      id = "getServiceAccount",
      summary = "Read a service account",
      response = ServiceAccountView.class)
  public Response get(
      @Auth Caller caller, @PathParam("id") long id, @Context Preconditions preconditions) {
    ServiceAccount account = accounts.get(id);
    return Responses.ok(ServiceAccountView.of(account), tag(account), preconditions);
  }

  @PATCH
  @Path(PathIds.ID)
  @Requires("clients:write")
  @Endpoint(
      id = "editServiceAccount",
      summary = "Change a service account",
      details =
          "Absent members stay as they are; null empties a member, and makes the account active."
              + " The account holds, and gets, no permission that the caller lacks. One that is"
              + " not active is refused with its next request.",
      response = ServiceAccountView.class)
  public Response edit(
      @Auth Caller caller,
      @PathParam("id") long id,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin,
      ServiceAccountPatch patch) {
    requireMayGiveKeys(caller, patch.jwks().present());
    ServiceAccount account =
        accounts.edit(caller, id, patch, preconditions.versionCheck(TAG_KIND, id), origin);
    return Responses.changed(ServiceAccountView.of(account), tag(account));
  }

  /** A key must not make credentials that outlive it. */
  private static void requireMayGiveKeys(Caller caller, boolean givesKeys) {
    if (givesKeys && !(caller instanceof Caller.SignedInPerson)) {
      throw Failure.of(
          CommonCode.FORBIDDEN, "An API key cannot change jwks: a person must sign in.");
    }
  }

  @DELETE
  @Path(PathIds.ID)
  @Requires("clients:write")
  @Endpoint(
      id = "deleteServiceAccount",
      summary = "Delete a service account",
      details = "The account holds no permission that the caller lacks.")
  public void delete(
      @Auth Caller caller,
      @PathParam("id") long id,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin) {
    accounts.delete(caller, id, preconditions.versionCheck(TAG_KIND, id), origin);
  }

  private static EntityTag tag(ServiceAccount account) {
    return EntityTag.of(TAG_KIND, account.id(), account.version());
  }
}
