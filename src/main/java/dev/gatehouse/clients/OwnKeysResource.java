package dev.gatehouse.clients;

import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.routing.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.users.Notices;
import dev.gatehouse.users.OwnerProof;
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
import java.util.Optional;

/** The caller's own API keys. */
@Path("/api/v1/users/me/api-keys")
@WithoutIdempotencyKey
@Section(name = "Programs", codes = ClientCode.class, terms = ApiKeyAction.class)
public final class OwnKeysResource {
  static final String KEYS = "/api/v1/users/me/api-keys/";

  private final ApiKeys keys;
  private final OwnerProof owners;
  private final Notices notices;

  OwnKeysResource(ApiKeys keys, OwnerProof owners, Notices notices) {
    this.keys = keys;
    this.owners = owners;
    this.notices = notices;
  }

  @GET
  @Requires("me:read")
  @RestrictedBy(OwnKeysRule.class)
  @Endpoint(id = "listMyKeys", summary = "List your own API keys")
  @ErrorCodes("forbidden")
  public ApiKeyView.ApiKeys list(@Auth Caller.Person caller) {
    return ApiKeyView.all(keys.list(caller.actor()));
  }

  @POST
  @Requires("me:write")
  @RestrictedBy(OwnKeysRule.class)
  @Endpoint(
      id = "makeMyKey",
      summary = "Make an API key for yourself",
      details =
          "Send it as a Bearer token. It allows only its scopes, and you must hold each of them."
              + " It is shown only once.",
      response = MadeApiKeyView.class,
      status = 201)
  @ErrorCodes({
    "wrong_password",
    "mfa_required",
    "422 invalid_mfa_code",
    "too_many_keys",
    "too_many_requests"
  })
  public Response make(
      @Auth Caller.SignedInPerson caller, @Context RequestOrigin origin, NewOwnApiKey form) {
    KeySpec spec = keys.checked(caller.actor(), form.key());
    ApiKeys.Made made =
        owners.actProven(
            caller,
            form.currentPassword(),
            form.code(),
            origin,
            user -> {
              ApiKeys.Made key = keys.make(caller.actor(), spec, caller.held(), origin);
              notices.send(user, ClientMail.API_KEY_MADE, origin);
              return key;
            });
    return Responses.created(KEYS + made.key().id(), MadeApiKeyView.of(made));
  }

  @PATCH
  @Path(PathIds.KID)
  @Requires("me:write")
  @RestrictedBy(OwnKeysRule.class)
  @Endpoint(
      id = "editMyKey",
      summary = "Change one of your API keys",
      details = "To allow more than before takes your password, and a code if there is a factor.")
  @ErrorCodes({"wrong_password", "mfa_required", "422 invalid_mfa_code", "too_many_requests"})
  public ApiKeyView edit(
      @Auth Caller.SignedInPerson caller,
      @PathParam("kid") @Example("4") long kid,
      @Context RequestOrigin origin,
      OwnApiKeyPatch patch) {
    Actor owner = caller.actor();
    keys.requireValid(patch.key());
    Optional<String> password = patch.sentPassword();
    if (password.isPresent()) {
      return ApiKeyView.of(
          owners.actProven(
              caller,
              password.get(),
              patch.sentCode(),
              origin,
              user -> keys.edit(owner, kid, patch.key(), caller.held(), origin)));
    }
    return ApiKeyView.of(
        owners.act(
            caller,
            user -> {
              if (keys.widens(owner, kid, patch.key())) {
                throw Failure.invalid("current_password", "is needed to allow the key more");
              }
              return keys.edit(owner, kid, patch.key(), caller.held(), origin);
            }));
  }

  @DELETE
  @Path(PathIds.KID)
  @Requires("me:write")
  @RestrictedBy(OwnKeysRule.class)
  @Endpoint(id = "endMyKey", summary = "End one of your API keys")
  public void end(
      @Auth Caller.SignedInPerson caller,
      @PathParam("kid") @Example("4") long kid,
      @Context RequestOrigin origin) {
    owners.act(
        caller,
        user -> {
          keys.end(caller.actor(), kid, origin);
          return true;
        });
  }

  @POST
  @Path(PathIds.KID + "/rotate")
  @Requires("me:write")
  @RestrictedBy(OwnKeysRule.class)
  @Endpoint(
      id = "rotateMyKey",
      summary = "Replace one of your API keys",
      details = "The key before works until the overlap is over.",
      response = MadeApiKeyView.class,
      status = 201)
  @ErrorCodes({
    "wrong_password",
    "mfa_required",
    "422 invalid_mfa_code",
    "too_many_keys",
    "too_many_requests"
  })
  public Response rotate(
      @Auth Caller.SignedInPerson caller,
      @PathParam("kid") @Example("4") long kid,
      @BeanParam KeyRotation rotation,
      @Context RequestOrigin origin,
      KeyProof form) {
    Duration overlap = rotation.overlapOrUsual();
    ApiKeys.Made made =
        owners.actProven(
            caller,
            form.currentPassword(),
            form.code(),
            origin,
            user -> keys.rotate(caller.actor(), kid, overlap, caller.held(), origin));
    return Responses.created(KEYS + made.key().id(), MadeApiKeyView.of(made));
  }
}
