package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.NoControlCharacters;
import dev.gatehouse.platform.binding.Patch;
import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.SortedBy;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.BodyLimit;
import dev.gatehouse.platform.routing.Form;
import dev.gatehouse.platform.routing.PathIds;
import dev.gatehouse.platform.routing.Requires;
import dev.gatehouse.platform.routing.RequiresNone;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.platform.routing.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.Caller;
import io.dropwizard.auth.Auth;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Fixed things 1 to 50, with a method for each kind of request and response. */
@Path("/api/v1/things")
public final class ThingResource {
  public record ThingView(long id, String fullName, Instant createdAt, @Nullable String note) {}

  public record NewThing(
      @NotNull @CodePoints(min = 1, max = 5) @NoControlCharacters String fullName,
      @NotNull @Min(0) @Max(10) Long unitAmount,
      Boolean isActive) {}

  record ThingSearch(
      @Nullable Boolean odd,
      @CodePoints(min = 1, max = 3) @Nullable String q,
      @SortedBy(
              list = "things",
              value = {"id", "unit_amount"})
          PageRequest page) {}

  public record ThingPatch(
      Patch<@NotNull @CodePoints(min = 1, max = 5) String> fullName, Patch<Boolean> isActive) {}

  @Form
  public record Login(@NotNull String username, @NotNull String password) {}

  public record Echo(@Nullable String fullName, @Nullable Long unitAmount, @Nullable Boolean on) {}

  public record Said(String text) {}

  /** A record that cannot be written as JSON. */
  public record Broken(String text) {
    @Override
    public String text() {
      throw new IllegalStateException("the e-mail address ann@example.org");
    }
  }

  private final Runnable hold;

  /**
   * @param hold runs before a thing named "hold" is created
   */
  public ThingResource(Runnable hold) {
    this.hold = hold;
  }

  @GET
  @RequiresNone
  public Response list(
      @Auth Optional<Caller> caller,
      @BeanParam ThingSearch search,
      @Context Preconditions preconditions) {
    Page<Long> found = search.page().of(rows(search), id -> List.of(Long.toString(id)));
    EntityTag tag = EntityTag.of("things", found, id -> id, id -> 1);
    Page<ThingView> views = found.map(ThingResource::viewOf);
    return caller.isPresent()
        ? Responses.ok(views, tag, preconditions)
        : Responses.publicOk(views, tag, preconditions);
  }

  private static List<Long> rows(ThingSearch search) {
    PageRequest page = search.page();
    long after = page.position().isEmpty() ? 0 : Long.parseLong(page.position().get(0));
    return LongStream.rangeClosed(1, 50)
        .filter(id -> search.odd() == null || (id % 2 == 1) == search.odd())
        .filter(id -> id > after)
        .limit(page.fetch())
        .boxed()
        .toList();
  }

  private static ThingView viewOf(long id) {
    return new ThingView(id, "Thing", Instant.ofEpochSecond(1_700_000_000, 123_456_789), null);
  }

  @GET
  @RequiresNone
  @Path("me")
  public Said me(@Auth Caller caller) {
    return new Said(caller.getName());
  }

  @GET
  @RequiresNone
  @Path(PathIds.ID)
  public Response get(
      @Auth Caller caller, @PathParam("id") long id, @Context Preconditions preconditions) {
    if (id > 50) {
      throw Failure.notFound();
    }
    return Responses.ok(viewOf(id), EntityTag.of("t", id, 3), preconditions);
  }

  @POST
  @Requires("things:write")
  public Response create(@Auth Caller admin, @NotNull NewThing thing) {
    if (thing.fullName().equals("hold")) {
      hold.run();
    }
    return Responses.created(
        "/api/v1/things/51", new Said(thing.fullName()), EntityTag.of("t", 51, 1));
  }

  @PUT
  @Path(PathIds.ID)
  @Requires("things:write")
  public Echo put(
      @Auth Caller admin,
      @PathParam("id") long id,
      NewThing thing,
      @Context Preconditions preconditions) {
    preconditions.versionCheck("t", id).accept(3);
    return new Echo(thing.fullName(), thing.unitAmount(), thing.isActive());
  }

  @PATCH
  @RequiresNone
  @Path(PathIds.ID)
  public Echo patch(@Auth Caller caller, @PathParam("id") long id, ThingPatch patch) {
    return new Echo(patch.fullName().applyTo("old"), id, patch.isActive().applyTo(true, false));
  }

  @DELETE
  @RequiresNone
  @Path(PathIds.ID)
  public void delete(@Auth Caller caller, @PathParam("id") long id) {}

  @POST
  @RequiresNone
  @Path("restricted")
  @RestrictedBy(JerseyServiceApplication.ClosedToUsers.class)
  public Response restricted(@Auth Optional<Caller> caller) {
    return Responses.accepted();
  }

  @POST
  @Path("login")
  @WithoutIdempotencyKey
  public Said login(Login login) {
    return new Said(login.username());
  }

  @GET
  @Path("export")
  @Produces("text/csv")
  public Response export() {
    return Response.ok("id\n1\n").type("text/csv").build();
  }

  @GET
  @Path("breaks-off")
  @Produces("text/csv")
  public Response breaksOff() {
    StreamingOutput half =
        out -> {
          out.write(new byte[100_000]);
          out.flush();
          throw new IOException("the source broke off");
        };
    return Response.ok(half).type("text/csv").build();
  }

  @POST
  @Path("import")
  @Consumes({"text/csv", "application/x-ndjson"})
  @BodyLimit(2_000_000)
  public Said upload(InputStream body) throws IOException {
    return new Said(new String(body.readAllBytes(), StandardCharsets.UTF_8));
  }

  @GET
  @Path("away")
  public Said away() {
    return thrown(new IllegalStateException(new UncheckedIOException(new IOException("refused"))));
  }

  private static Said thrown(RuntimeException exception) {
    throw exception;
  }

  @GET
  @Path("bug")
  public Said bug() {
    return thrown(new IllegalStateException("the e-mail address ann@example.org"));
  }

  @GET
  @Path("exhausts-the-stack")
  public Said exhaustsTheStack() {
    return thrown(new IllegalStateException("depth " + depthBelow(0)));
  }

  private static long depthBelow(long level) {
    return level < 0 ? 0 : 1 + depthBelow(level + 1);
  }

  @GET
  @Path("exhausts-the-heap")
  public Said exhaustsTheHeap() {
    Object all = "";
    while (true) {
      all = new Object[] {all, new byte[16 * 1024 * 1024]};
    }
  }

  @GET
  @Path("unwritable")
  public Broken unwritable() {
    return new Broken("x");
  }
}
