package dev.gatehouse.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gatehouse.keyring.RingAction;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.Section;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Discovery documents for clients and verifiers of tokens (RFC 7517, RFC 8414). */
@Path("/.well-known")
@Section(
    name = "Discovery",
    about = "Metadata for clients and verifiers of tokens.",
    terms = RingAction.class)
public final class DiscoveryResource {
  private final ServerMetadata metadata;

  DiscoveryResource(String issuer, String publicUrl) {
    this.metadata =
        new ServerMetadata(
            issuer,
            publicUrl + "/api/v1/auth/login",
            publicUrl + "/.well-known/jwks.json",
            List.of("password"),
            List.of(),
            List.of("none"));
  }

  public record ServerMetadata(
      @Example("https://api.example.com") String issuer,
      @Example("https://api.example.com/api/v1/auth/login") @JsonProperty("token_endpoint")
          String tokenEndpoint,
      @Example("https://api.example.com/.well-known/jwks.json") @JsonProperty("jwks_uri")
          String keySetUri,
      @Example("[\"password\"]") @JsonProperty("grant_types_supported") List<String> grantTypes,
      @Example("[]") @JsonProperty("response_types_supported") List<String> responseTypes,
      @Example("[\"none\"]") @JsonProperty("token_endpoint_auth_methods_supported")
          List<String> clientAuthentication) {}

  @GET
  @Path("oauth-authorization-server")
  @Endpoint(
      id = "getServerMetadata",
      summary = "Read the authorization server metadata (RFC 8414)",
      response = ServerMetadata.class)
  public Response metadata() {
    return Responses.forAnyOrigin(metadata);
  }
}
