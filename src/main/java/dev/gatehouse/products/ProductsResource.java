package dev.gatehouse.products;

import static dev.gatehouse.platform.security.Roles.ADMIN;

import dev.gatehouse.platform.http.Acceptance;
import dev.gatehouse.platform.http.Conditions;
import dev.gatehouse.platform.http.EntityTag;
import dev.gatehouse.platform.http.LateAccept;
import dev.gatehouse.platform.http.Lists;
import dev.gatehouse.platform.http.Page;
import dev.gatehouse.platform.http.PageRequest;
import dev.gatehouse.platform.http.PathIds;
import dev.gatehouse.platform.http.QueryParameters;
import dev.gatehouse.platform.http.Reply;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Origin;
import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The catalogue: everybody reads it, administrators keep it. */
@Path("/api/v1/products")
public final class ProductsResource {
  private static final String TAG_KIND = "p";

  private final ProductService products;
  private final ProductList list;
  private final Lists lists;

  ProductsResource(ProductService products, ProductList list, Lists lists) {
    this.products = products;
    this.list = list;
    this.lists = lists;
  }

  /** Only administrators see inactive products, and that right is judged before Accept. */
  @GET
  @LateAccept
  public Response list(
      @Auth Optional<Caller> caller,
      @Context QueryParameters query,
      @Context Conditions conditions,
      @Context Acceptance acceptance,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Optional<Boolean> isActive = activeFilter(query, caller);
    acceptance.check();
    ProductSearch search = search(query, isActive);
    PageRequest request = lists.page(query, ProductList.SORTING);
    Page<Product> page = list.page(search, request);
    EntityTag tag = EntityTag.of("l", page, Product::id, Product::version);
    return reply(page.map(ProductView::of), tag, conditions, authorization);
  }

  @GET
  @Path(PathIds.ID)
  public Response get(
      @Auth Optional<Caller> caller,
      @PathParam("id") long id,
      @Context Conditions conditions,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Product product = products.get(id, isAdmin(caller));
    return reply(ProductView.of(product), tag(product), conditions, authorization);
  }

  @POST
  @RolesAllowed(ADMIN)
  public Response add(@Auth Caller admin, @Context Origin origin, NewProduct form) {
    Product product = products.add(form, origin);
    return Reply.created("/api/v1/products/" + product.id(), ProductView.of(product), tag(product));
  }

  @PUT
  @Path(PathIds.ID)
  @RolesAllowed(ADMIN)
  public Response replace(
      @Auth Caller admin,
      @PathParam("id") long id,
      @Context Conditions conditions,
      @Context Origin origin,
      NewProduct form) {
    return changed(products.change(id, form::over, expected(conditions, id), origin));
  }

  @PATCH
  @Path(PathIds.ID)
  @RolesAllowed(ADMIN)
  public Response edit(
      @Auth Caller admin,
      @PathParam("id") long id,
      @Context Conditions conditions,
      @Context Origin origin,
      ProductPatch patch) {
    return changed(products.change(id, patch::over, expected(conditions, id), origin));
  }

  @POST
  @Path(PathIds.ID + "/stock")
  @RolesAllowed(ADMIN)
  public Response moveStock(
      @Auth Caller admin,
      @PathParam("id") long id,
      @Context Conditions conditions,
      @Context Origin origin,
      StockMove move) {
    return changed(products.moveStock(id, move.delta(), expected(conditions, id), origin));
  }

  @DELETE
  @Path(PathIds.ID)
  @RolesAllowed(ADMIN)
  public void delete(
      @Auth Caller admin,
      @PathParam("id") long id,
      @Context Conditions conditions,
      @Context Origin origin) {
    products.delete(id, expected(conditions, id), origin);
  }

  private static Optional<Boolean> activeFilter(QueryParameters query, Optional<Caller> caller) {
    Optional<Boolean> isActive = query.flag("is_active");
    if (isAdmin(caller)) {
      return isActive;
    }
    if (isActive.isPresent() && !isActive.get()) {
      throw Failure.of(caller.isEmpty() ? CommonCode.UNAUTHENTICATED : CommonCode.FORBIDDEN);
    }
    return Optional.of(true);
  }

  private static ProductSearch search(QueryParameters query, Optional<Boolean> isActive) {
    return new ProductSearch(
        query.text("q", 1, 100),
        query.matching("currency", CurrencyCode.Validator::isActive, CurrencyCode.MESSAGE),
        query.number("min_unit_amount", 0, NewProduct.MOST_UNITS),
        query.number("max_unit_amount", 0, NewProduct.MOST_UNITS),
        query.flag("in_stock"),
        isActive);
  }

  private static boolean isAdmin(Optional<Caller> caller) {
    return caller.map(Caller::isAdmin).orElse(false);
  }

  private static LongPredicate expected(Conditions conditions, long id) {
    return conditions.expectedVersion(TAG_KIND, id)::allows;
  }

  private static EntityTag tag(Product product) {
    return EntityTag.of(TAG_KIND, product.id(), product.version());
  }

  private static Response changed(Product product) {
    return Reply.changed(ProductView.of(product), tag(product));
  }

  /** Only what was asked for without Authorization is alike for everybody. */
  private static Response reply(
      Record view, EntityTag tag, Conditions conditions, @Nullable String authorization) {
    return authorization == null
        ? Reply.publicOk(view, tag, conditions)
        : Reply.ok(view, tag, conditions);
  }
}
