package dev.gatehouse.operations;

import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.ApiDescription;
import dev.gatehouse.platform.openapi.ApiDocument;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.routing.ProducesTypes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The description of the API. It is made when somebody first asks, for the start is not to wait.
 */
@Path("/")
@Section(name = "Description", about = "The API in the words of OpenAPI 3.1.")
public final class OpenApiResource {
  private final ApiDescription description;
  private final AtomicReference<@Nullable Files> files = new AtomicReference<>();

  OpenApiResource(ApiDescription description) {
    this.description = description;
  }

  /** The description of the API in JSON. */
  @GET
  @Path("openapi.json")
  @Endpoint(
      id = "getDescription",
      summary = "The description of the API in JSON",
      answer = Object.class)
  public Response json(@Context Preconditions preconditions) {
    return files().json().answer("application/json", preconditions);
  }

  /** The same in YAML. */
  @GET
  @Path("openapi.yaml")
  @ProducesTypes("application/yaml")
  @Endpoint(id = "getDescriptionInYaml", summary = "The description of the API in YAML")
  public Response yaml(@Context Preconditions preconditions) {
    return files().yaml().answer("application/yaml", preconditions);
  }

  /** Two who ask first at the same time both make it, and get the same. */
  private Files files() {
    Files known = files.get();
    if (known == null) {
      ApiDocument document = description.write();
      known = new Files(File.of(document.json()), File.of(document.yaml()));
      files.set(known);
    }
    return known;
  }

  private record Files(File json, File yaml) {}

  @SuppressWarnings("ArrayRecordComponent") // it is never compared
  private record File(byte[] content, EntityTag tag) {
    static File of(String text) {
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      return new File(content, EntityTag.of("api", content));
    }

    Response answer(String mediaType, Preconditions preconditions) {
      return Responses.file(mediaType, content, tag, preconditions);
    }
  }
}
