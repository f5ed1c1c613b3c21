package dev.gatehouse.wishes;

import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

@Path("/api/v1/wishes")
@Section(
    name = "Wish list",
    about = "Products that the caller wants. A mail tells the caller when one is in stock.",
    codes = WishCode.class,
    terms = WishAction.class)
public final class WishesResource {
  private static final String TAG_KIND = "w";

  private final WishService wishes;

  WishesResource(WishService wishes) {
    this.wishes = wishes;
  }

  @POST
  @Endpoint(id = "addWish", summary = "Wish for a product", response = WishView.class, status = 201)
  @ErrorCodes({"already_wished", "wish_list_full", "email_unverified"})
  @Requires("me:write")
  @RestrictedBy(VerifiedRule.class)
  public Response add(@Auth Caller.Person caller, @Context RequestOrigin origin, NewWish form) {
    Wish wish = wishes.add(caller.id(), form.productId(), origin);
    return Responses.created("/api/v1/wishes/" + wish.id(), WishView.of(wish), tag(wish));
  }

  @GET
  @Path(PathIds.ID)
  @Endpoint(id = "getWish", summary = "Read a wish", response = WishView.class)
  @Requires("me:read")
  public Response get(
      @Auth Caller.Person caller, @PathParam("id") long id, @Context Preconditions preconditions) {
    Wish wish = wishes.get(id, caller.id());
    return Responses.ok(WishView.of(wish), tag(wish), preconditions);
  }

  @GET
  @Endpoint(id = "listWishes", summary = "List the caller's wishes")
  @Requires("me:read")
  public Page<WishView> list(@Auth Caller.Person caller, @BeanParam WishSearch search) {
    return wishes.page(caller.id(), search.page()).map(WishView::of);
  }

  @DELETE
  @Path(PathIds.ID)
  @Endpoint(id = "removeWish", summary = "Remove a wish")
  @Requires("me:write")
  public void remove(
      @Auth Caller.Person caller,
      @PathParam("id") long id,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin) {
    wishes.remove(id, caller.id(), preconditions.versionCheck(TAG_KIND, id), origin);
  }

  private static EntityTag tag(Wish wish) {
    return EntityTag.of(TAG_KIND, wish.id(), Wish.VERSION);
  }
}
