package dev.gatehouse.clients;

import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The API keys of service accounts. */
@Path("/api/v1/service-accounts/" + PathIds.ID + "/api-keys")
@WithoutIdempotencyKey
@Section(name = "Programs", codes = ClientCode.class, terms = ApiKeyAction.class)
public final class AccountKeysResource {
  private final ApiKeys keys;
  private final PreparedQuery<ServiceAccount> accounts;
  private final AccountAuthority authority;
  private final Transactions transactions;

  AccountKeysResource(
      ApiKeys keys,
      PreparedQuery<ServiceAccount> accounts,
      AccountAuthority authority,
      Transactions transactions) {
    this.keys = keys;
    this.accounts = accounts;
    this.authority = authority;
    this.transactions = transactions;
  }

  @GET
  @Requires("clients:write")
  @Endpoint(id = "listAccountKeys", summary = "List the API keys of a service account")
  public ApiKeyView.ApiKeys list(@Auth Caller caller, @PathParam("id") long id) {
    if (accounts.find(Map.of("id", id)).isEmpty()) {
      throw Failure.notFound();
    }
    return ApiKeyView.all(keys.list(Actor.serviceAccount(id)));
  }

  @POST
  @Requires("clients:write")
  @Endpoint(
      id = "makeAccountKey",
      summary = "Make an API key for a service account",
      details =
          "Send it as a Bearer token. It allows only its scopes, and the caller must hold each of"
              + " them. It is shown only once.",
      response = MadeApiKeyView.class,
      status = 201)
  @ErrorCodes({"account_inactive", "too_many_keys"})
  public Response make(
      @Auth Caller.SignedInPerson caller,
      @PathParam("id") long id,
      @Context RequestOrigin origin,
      NewApiKey form) {
    Actor owner = Actor.serviceAccount(id);
    KeySpec spec = keys.checked(owner, form);
    return created(id, actForActive(caller, id, held -> keys.make(owner, spec, held, origin)));
  }

  @PATCH
  @Path(PathIds.KID)
  @Requires("clients:write")
  @Endpoint(id = "editAccountKey", summary = "Change an API key of a service account")
  public ApiKeyView edit(
      @Auth Caller caller,
      @PathParam("id") long id,
      @PathParam("kid") @Example("4") long kid,
      @Context RequestOrigin origin,
      ApiKeyPatch patch) {
    keys.requireValid(patch);
    Actor owner = Actor.serviceAccount(id);
    return ApiKeyView.of(
        act(
            caller,
            id,
            held -> {
              if (!(caller instanceof Caller.SignedInPerson) && keys.widens(owner, kid, patch)) {
                throw Failure.of(
                    CommonCode.FORBIDDEN, "A key cannot let a key do more: a person must sign in.");
              }
              return keys.edit(owner, kid, patch, held, origin);
            }));
  }

  @DELETE
  @Path(PathIds.KID)
  @Requires("clients:write")
  @Endpoint(id = "endAccountKey", summary = "End an API key of a service account")
  public void end(
      @Auth Caller caller,
      @PathParam("id") long id,
      @PathParam("kid") @Example("4") long kid,
      @Context RequestOrigin origin) {
    act(
        caller,
        id,
        held -> {
          keys.end(Actor.serviceAccount(id), kid, origin);
          return true;
        });
  }

  @POST
  @Path(PathIds.KID + "/rotate")
  @Requires("clients:write")
  @Endpoint(
      id = "rotateAccountKey",
      summary = "Replace an API key of a service account",
      details = "The key before works until the overlap is over.",
      response = MadeApiKeyView.class,
      status = 201)
  @ErrorCodes({"account_inactive", "too_many_keys"})
  public Response rotate(
      @Auth Caller.SignedInPerson caller,
      @PathParam("id") long id,
      @PathParam("kid") @Example("4") long kid,
      @BeanParam KeyRotation rotation,
      @Context RequestOrigin origin) {
    Duration overlap = rotation.overlapOrUsual();
    return created(
        id,
        actForActive(
            caller, id, held -> keys.rotate(Actor.serviceAccount(id), kid, overlap, held, origin)));
  }

  /** Acts within the bound of the caller, with what the caller holds now. */
  private <T> T act(Caller caller, long id, Function<HeldPermissions, T> act) {
    return transactions.inTransaction(
        () -> act.apply(authority.judge(caller, id, List.of()).caller()));
  }

  /**
   * The same, but only for an active account, as keys of others do not work. This is judged last,
   * so that a missing key or the bound is reported first; the action is then undone.
   */
  private <T> T actForActive(Caller caller, long id, Function<HeldPermissions, T> act) {
    return transactions.inTransaction(
        () -> {
          AccountAuthority.Judged judged = authority.judge(caller, id, List.of());
          T done = act.apply(judged.caller());
          if (!judged.account().isActive()) {
            throw Failure.of(ClientCode.ACCOUNT_INACTIVE, "Make it active first.");
          }
          return done;
        });
  }

  private static Response created(long id, ApiKeys.Made made) {
    return Responses.created(
        "/api/v1/service-accounts/" + id + "/api-keys/" + made.key().id(), MadeApiKeyView.of(made));
  }
}
