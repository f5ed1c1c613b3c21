package dev.gatehouse.operations;

import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.ApiDescription;
import dev.gatehouse.platform.openapi.ApiDocument;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Serves the OpenAPI document. It is built on the first request, so that the start is not delayed.
 */
@Path("/")
@Section(name = "Description", about = "The API as an OpenAPI 3.1 document.")
public final class OpenApiResource {
  private final ApiDescription description;
  private final AtomicReference<@Nullable Files> files = new AtomicReference<>();

  OpenApiResource(ApiDescription description) {
    this.description = description;
  }

  @GET
  @Path("openapi.json")
  @Endpoint(
      id = "getDescription",
      summary = "Read the OpenAPI document as JSON",
      response = Object.class)
  public Response json(@Context Preconditions preconditions) {
    return files().json().answer("application/json", preconditions);
  }

  @GET
  @Path("openapi.yaml")
  @Produces("application/yaml")
  @Endpoint(id = "getDescriptionInYaml", summary = "Read the OpenAPI document as YAML")
  public Response yaml(@Context Preconditions preconditions) {
    return files().yaml().answer("application/yaml", preconditions);
  }

  /** Concurrent first requests may build it twice, with the same result. */
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

  @SuppressWarnings("ArrayRecordComponent") // never compared
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
