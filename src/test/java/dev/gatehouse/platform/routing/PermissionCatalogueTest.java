package dev.gatehouse.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Permission;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PermissionCatalogueTest {
  /** Permissions of the routes below. */
  private enum ShelfPermission implements Permission {
    SHELVES_READ_HIDDEN,
    SHELVES_WRITE;

    @Override
    public String about() {
      return "Do it";
    }
  }

  /** Permissions of no route. */
  private enum OtherPermission implements Permission {
    OTHERS_READ;

    @Override
    public String about() {
      return "Do it";
    }
  }

  /** Methods that are inspected and never called. */
  @Path("api/shelves")
  public static final class ShelvesResource {
    @GET
    @RequiresNone(moreWith = "shelves:read-hidden")
    public void list(@Auth Optional<Caller> caller) {}

    @POST
    @Requires("shelves:write")
    public void add(@Auth Caller caller) {}
  }

  private static PermissionCatalogue catalogue(Stream<? extends Permission> declared) {
    return new PermissionCatalogue(declared.toList(), Route.of(List.of(ShelvesResource.class)));
  }

  @Test
  void aPermissionIsNamedByItsConstantAndHasItsRoutes() {
    PermissionCatalogue catalogue = catalogue(Stream.of(ShelfPermission.values()));

    assertThat(catalogue.entries())
        .containsExactly(
            new PermissionCatalogue.Entry(
                "shelves:read-hidden", "Do it", List.of("GET /api/shelves")),
            new PermissionCatalogue.Entry("shelves:write", "Do it", List.of("POST /api/shelves")));
    assertThat(catalogue.find("shelves:read")).isEmpty();
  }

  @Test
  void anUnknownNameStopsTheStart() {
    assertThatThrownBy(() -> catalogue(Stream.of(ShelfPermission.SHELVES_WRITE)))
        .hasMessageContaining("shelves:read-hidden");
  }

  @Test
  void aPermissionThatNothingChecksStopsTheStart() {
    assertThatThrownBy(
            () ->
                catalogue(
                    Stream.concat(
                        Stream.of(ShelfPermission.values()), Stream.of(OtherPermission.values()))))
        .hasMessageContaining("others:read");
  }
}
