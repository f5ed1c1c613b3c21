package dev.gatehouse.operations;

import dev.gatehouse.platform.http.Answers;
import dev.gatehouse.platform.http.Conditions;
import dev.gatehouse.platform.http.EntityTag;
import dev.gatehouse.platform.http.Reply;
import dev.gatehouse.platform.openapi.ApiDescription;
import dev.gatehouse.platform.openapi.ApiDocument;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
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
  private final AtomicReference<@Nullable Files> made = new AtomicReference<>();

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
  public Response json(@Context Conditions conditions) {
    return files().json().answer("application/json", conditions);
  }

  /** The same in YAML. */
  @GET
  @Path("openapi.yaml")
  @Answers("application/yaml")
  @Endpoint(id = "getDescriptionInYaml", summary = "The description of the API in YAML")
  public Response yaml(@Context Conditions conditions) {
    return files().yaml().answer("application/yaml", conditions);
  }

  /** Two who ask first at the same time both make it, and get the same. */
  private Files files() {
    Files known = made.get();
    if (known == null) {
      ApiDocument document = description.write();
      known = new Files(File.of(document.json()), File.of(document.yaml()));
      made.set(known);
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

    Response answer(String mediaType, Conditions conditions) {
      return Reply.file(mediaType, content, tag, conditions);
    }
  }
}
