package dev.gatehouse.platform.openapi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("SameNameButDifferent") // which is what is tested
class ApiDescriptionTest {
  @Test
  void recordsOfTwoFeaturesDoNotShareTheSchemaOfARequest() {
    assertThatThrownBy(() -> describe(Shop.class, Depot.class))
        .hasMessageContainingAll(
            Shop.NewItem.class.getName(),
            Depot.NewItem.class.getName(),
            "would have the same schema ItemForm: rename the new one");
  }

  @Test
  void aRequestAndAResponseDoNotShareASchema() {
    assertThatThrownBy(() -> describe(Shop.class, Office.class))
        .hasMessageContaining("would have the same schema ItemForm: rename the new one");
  }

  @Test
  void recordsOfTwoFeaturesDoNotShareTheSchemaOfAResponse() {
    assertThatThrownBy(() -> describe(Office.class, Bureau.class))
        .hasMessageContaining("would have the same schema ItemForm: rename the new one");
  }

  @Test
  void twoRoutesDoNotShareAnId() {
    assertThatThrownBy(() -> describe(Office.class, Copy.class))
        .hasMessageStartingWith("Two routes have the id readForm, one is ")
        .hasMessageEndingWith(".read(): give the new one another in @Endpoint");
  }

  private static void describe(Class<?>... resources) {
    new ApiDescription(List.of(resources), List.of(), "1", "").write();
  }

  @Path("/shop")
  @Section(name = "Shop", about = "A shop.")
  static final class Shop {
    record NewItem(String name) {}

    @PUT
    @Endpoint(id = "addToShop", summary = "Add an item", status = 204)
    public Response add(NewItem item) {
      return Response.noContent().build();
    }
  }

  @Path("/depot")
  @Section(name = "Depot", about = "A depot.")
  static final class Depot {
    record NewItem(Integer count) {}

    @PUT
    @Endpoint(id = "addToDepot", summary = "Add an item", status = 204)
    public Response add(NewItem item) {
      return Response.noContent().build();
    }
  }

  @Path("/office")
  @Section(name = "Office", about = "An office.")
  static final class Office {
    record ItemForm(String title) {}

    @GET
    @Endpoint(id = "readForm", summary = "Read a form")
    public ItemForm read() {
      return new ItemForm("");
    }
  }

  @Path("/bureau")
  @Section(name = "Bureau", about = "A bureau.")
  static final class Bureau {
    record ItemForm(String colour) {}

    @GET
    @Endpoint(id = "readOtherForm", summary = "Read a form")
    public ItemForm read() {
      return new ItemForm("");
    }
  }

  @Path("/copy")
  @Section(name = "Copy", about = "A copy.")
  static final class Copy {
    @GET
    @Endpoint(id = "readForm", summary = "Read a form")
    public Office.ItemForm read() {
      return new Office.ItemForm("");
    }
  }
}
