package dev.gatehouse.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** What clients and verifiers find out about the tokens (RFC 7517, RFC 8414). */
@Path("/.well-known")
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

  /** The public keys: none, as HS256 has a secret alone. */
  public record KeySet(List<Object> keys) {}

  /** The metadata of an authorization server. */
  public record ServerMetadata(
      String issuer,
      @JsonProperty("token_endpoint") String tokenEndpoint,
      @JsonProperty("jwks_uri") String keySetUri,
      @JsonProperty("grant_types_supported") List<String> grantTypes,
      @JsonProperty("response_types_supported") List<String> responseTypes,
      @JsonProperty("token_endpoint_auth_methods_supported") List<String> clientAuthentication) {}

  @GET
  @Path("jwks.json")
  public KeySet keys() {
    return new KeySet(List.of());
  }

  @GET
  @Path("oauth-authorization-server")
  public ServerMetadata metadata() {
    return metadata;
  }
}
