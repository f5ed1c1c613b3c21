package dev.gatehouse.pages;

import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.Section;
import dev.gatehouse.platform.problems.Failure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;

/** The page to read and try out the API. */
@Path("/docs")
@Section(name = "Description")
public final class DocsResource {
  /** An image that somebody tries out is shown from a blob. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final byte[] page;
  private final EntityTag tag;
  private final Map<String, Asset> assets =
      Map.of(
          "docs.js", Asset.ofPage("docs.js", "text/javascript"),
          "docs.css", Asset.ofPage("docs.css", "text/css"),
          "swagger-ui-bundle.js", Asset.ofSwagger("swagger-ui-bundle.js", "text/javascript"),
          "swagger-ui.css", Asset.ofSwagger("swagger-ui.css", "text/css"),
          "favicon.png", Asset.ofSwagger("favicon-32x32.png", "image/png"));

  DocsResource(String publicUrl) {
    // a proxy may serve this under a path prefix
    String path = URI.create(publicUrl).getRawPath();
    this.page = PageFile.read("docs.html").fill(Map.of("path", path)).bytes();
    this.tag = EntityTag.of("page", page);
  }

  @GET
  @Produces("text/html")
  @Endpoint(id = "getDocs", summary = "Get the page to try out the API")
  public Response page(@Context Preconditions preconditions) {
    return Response.fromResponse(
            Responses.file("text/html;charset=utf-8", page, tag, preconditions))
        .header("Content-Security-Policy", POLICY)
        .build();
  }

  @GET
  @Path("{file: [a-z-]+[.](?:js|css|png)}")
  @Produces({"text/javascript", "text/css", "image/png"})
  @Endpoint(id = "getDocsFile", summary = "Get a script, style or image of that page")
  public Response file(
      @PathParam("file") @Example("docs.js") String file, @Context Preconditions preconditions) {
    Asset asset = assets.get(file);
    if (asset == null) {
      throw Failure.notFound();
    }
    return asset.respond(preconditions);
  }
}
