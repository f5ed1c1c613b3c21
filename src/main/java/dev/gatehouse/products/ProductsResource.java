package dev.gatehouse.products;

import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.ErrorCodes;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.RequiresNone;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
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
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The catalogue: everybody reads it, and whoever may maintains it. */
@Path("/api/v1/products")
@Section(
    name = "Products",
    place = 3,
    about = "The catalogue: everybody reads it, and whoever may maintains it.",
    codes = ProductCode.class,
    terms = ProductAction.class)
public final class ProductsResource {
  private static final String TAG_KIND = "p";

  private final ProductService products;
  private final ProductList list;

  ProductsResource(ProductService products, ProductList list) {
    this.products = products;
    this.list = list;
  }

  @GET
  @Endpoint(
      id = "listProducts",
      summary = "List products",
      details =
          "Without `sort`, hits of `q` in sku or name come first, each group by id. Inactive"
              + " products are for callers with `products:read-inactive`.",
      response = ProductView.class)
  @ErrorCodes({"unauthenticated", "forbidden"})
  @RequiresNone(moreWith = "products:read-inactive")
  public Response list(
      @Auth Optional<Caller> caller,
      @BeanParam ProductSearch search,
      @Context Preconditions preconditions,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Page<Product> page =
        list.page(ProductSearch.seesInactive(caller) ? search : search.activeOnly());
    EntityTag tag = EntityTag.of("l", page, Product::id, Product::version);
    return respond(page.map(ProductView::of), tag, preconditions, authorization);
  }

  @GET
  @Path(PathIds.ID)
  @Endpoint(
      id = "getProduct",
      summary = "Read a product",
      details = "An inactive one only with `products:read-inactive`.",
      response = ProductView.class)
  @RequiresNone(moreWith = "products:read-inactive")
  public Response get(
      @Auth Optional<Caller> caller,
      @PathParam("id") long id,
      @Context Preconditions preconditions,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Product product = products.get(id, ProductSearch.seesInactive(caller));
    return respond(ProductView.of(product), tag(product), preconditions, authorization);
  }

  @POST
  @Endpoint(
      id = "addProduct",
      summary = "Add a product",
      response = ProductView.class,
      status = 201)
  @ErrorCodes("sku_taken")
  @Requires("products:write")
  public Response add(@Auth Caller caller, @Context RequestOrigin origin, NewProduct form) {
    Product product = products.add(form, origin);
    return Responses.created(
        "/api/v1/products/" + product.id(), ProductView.of(product), tag(product));
  }

  @PUT
  @Path(PathIds.ID)
  @Endpoint(
      id = "replaceProduct",
      summary = "Replace a product",
      details = "Absent optional members get their default.",
      response = ProductView.class)
  @ErrorCodes("sku_taken")
  @Requires("products:write")
  public Response replace(
      @Auth Caller caller,
      @PathParam("id") long id,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin,
      NewProduct form) {
    return changed(products.change(id, form::applyTo, expected(preconditions, id), origin));
  }

  @PATCH
  @Path(PathIds.ID)
  @Endpoint(
      id = "editProduct",
      summary = "Change a product",
      details = "Absent members stay as they are; null sets an optional one to its default.",
      response = ProductView.class)
  @ErrorCodes("sku_taken")
  @Requires("products:write")
  public Response edit(
      @Auth Caller caller,
      @PathParam("id") long id,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin,
      ProductPatch patch) {
    return changed(products.change(id, patch::applyTo, expected(preconditions, id), origin));
  }

  @POST
  @Path(PathIds.ID + "/stock")
  @Endpoint(
      id = "moveStock",
      summary = "Adjust the stock",
      details = "Adds the difference in one step; the stock never falls below 0.",
      response = ProductView.class)
  @ErrorCodes("insufficient_stock")
  @Requires("products:write")
  public Response moveStock(
      @Auth Caller caller,
      @PathParam("id") long id,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin,
      StockMove move) {
    return changed(products.moveStock(id, move.delta(), expected(preconditions, id), origin));
  }

  @DELETE
  @Path(PathIds.ID)
  @Endpoint(id = "deleteProduct", summary = "Delete a product", details = "Its sku becomes free.")
  @Requires("products:write")
  public void delete(
      @Auth Caller caller,
      @PathParam("id") long id,
      @Context Preconditions preconditions,
      @Context RequestOrigin origin) {
    products.delete(id, expected(preconditions, id), origin);
  }

  private static LongConsumer expected(Preconditions preconditions, long id) {
    return preconditions.versionCheck(TAG_KIND, id);
  }

  private static EntityTag tag(Product product) {
    return EntityTag.of(TAG_KIND, product.id(), product.version());
  }

  private static Response changed(Product product) {
    return Responses.changed(ProductView.of(product), tag(product));
  }

  /** Only a response without Authorization is the same for everybody. */
  private static Response respond(
      Record view, EntityTag tag, Preconditions preconditions, @Nullable String authorization) {
    return authorization == null
        ? Responses.publicOk(view, tag, preconditions)
        : Responses.ok(view, tag, preconditions);
  }
}
