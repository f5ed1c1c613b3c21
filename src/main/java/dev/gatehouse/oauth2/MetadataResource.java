package dev.gatehouse.oauth2;

import com.nimbusds.jose.Algorithm;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Discovery for clients (RFC 8414). */
@Path("/.well-known/oauth-authorization-server")
@Section(name = "Discovery")
public final class MetadataResource {
  private final String issuer;
  private final String publicUrl;
  private final Supplier<List<String>> permissions;

  /**
   * Serves the metadata.
   *
   * @param permissions the names of all; known once all features are there
   */
  MetadataResource(String issuer, String publicUrl, Supplier<List<String>> permissions) {
    this.issuer = issuer;
    this.publicUrl = publicUrl;
    this.permissions = permissions;
  }

  @GET
  @Endpoint(
      id = "getServerMetadata",
      summary = "Read the authorization server metadata (RFC 8414)",
      response = ServerMetadata.class)
  public Response metadata(@Context Preconditions preconditions) {
    ServerMetadata view = view();
    EntityTag tag = EntityTag.of("metadata", view.toString().getBytes(StandardCharsets.UTF_8));
    return Responses.forAnyOrigin(view, tag, preconditions);
  }

  /** Where the issuer has a path, clients look for the metadata below its name (section 3.1). */
  @GET
  @Path("{path: .+}")
  @Endpoint(
      id = "getServerMetadataOfPath",
      summary = "Read the authorization server metadata of an issuer with a path",
      response = ServerMetadata.class)
  public Response metadataOfPath(
      @PathParam("path") @Example("shop") String path, @Context Preconditions preconditions) {
    if (!("/" + path).equals(issuerPath())) {
      throw Failure.notFound();
    }
    return metadata(preconditions);
  }

  private String issuerPath() {
    try {
      String path = URI.create(issuer).getPath();
      // clients leave a slash at its end out (RFC 8414 section 3.1)
      return path == null ? "" : path.replaceFirst("/$", "");
    } catch (IllegalArgumentException e) {
      // an issuer may be any text
      return "";
    }
  }

  private ServerMetadata view() {
    return new ServerMetadata(
        issuer,
        publicUrl + "/oauth2/token",
        publicUrl + "/.well-known/jwks.json",
        publicUrl + "/oauth2/introspect",
        publicUrl + "/oauth2/revoke",
        publicUrl + "/docs",
        permissions.get(),
        List.of(),
        List.of("password", "refresh_token", "client_credentials"),
        List.of("none", "client_secret_basic", "client_secret_post", "private_key_jwt"),
        ClientAssertions.ALGORITHMS.stream().map(Algorithm::getName).toList(),
        List.of("client_secret_basic", "Bearer"),
        List.of("none"));
  }
}
