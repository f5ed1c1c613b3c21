package dev.gatehouse.oauth2;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gatehouse.platform.openapi.Example;
import java.util.List;

/** The metadata of an authorization server (RFC 8414 section 2). */
record ServerMetadata(
    @Example("https://api.example.com") String issuer,
    @Example("https://api.example.com/oauth2/token") String tokenEndpoint,
    @Example("https://api.example.com/.well-known/jwks.json") String jwksUri,
    @Example("https://api.example.com/oauth2/introspect") String introspectionEndpoint,
    @Example("https://api.example.com/oauth2/revoke") String revocationEndpoint,
    @Example("https://api.example.com/docs") String serviceDocumentation,
    @Example("[\"me:read\"]") List<String> scopesSupported,
    @Example("[]") List<String> responseTypesSupported,
    @Example("[\"password\"]") List<String> grantTypesSupported,
    @Example("[\"none\"]") List<String> tokenEndpointAuthMethodsSupported,
    @Example("[\"ES256\"]") @JsonProperty("token_endpoint_auth_signing_alg_values_supported")
        List<String> assertionAlgorithms,
    @Example("[\"client_secret_basic\"]") List<String> introspectionEndpointAuthMethodsSupported,
    @Example("[\"none\"]") List<String> revocationEndpointAuthMethodsSupported) {}
