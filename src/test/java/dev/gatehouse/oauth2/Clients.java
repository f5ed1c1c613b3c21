package dev.gatehouse.oauth2;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Json;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Service accounts of tests, and the library that speaks for them as it is. */
final class Clients {
  static final String ACCOUNTS = "/api/v1/service-accounts";

  private final Service service;
  private final Person admin;

  Clients(Service service, Person admin) {
    this.service = service;
    this.admin = admin;
  }

  /** A service account with one role. */
  record Client(long id, String path) {
    String clientId() {
      return "sa-" + id;
    }
  }

  Client account(String role) {
    return account(role, Map.of("keys", List.of()));
  }

  /** With public keys. */
  Client account(String role, Object jwks) {
    long id =
        admin
            .post(ACCOUNTS)
            .json("name", Service.newName(), "roles", List.of(role), "jwks", jwks)
            .answer()
            .expect(201)
            .id();
    return new Client(id, ACCOUNTS + "/" + id);
  }

  static Object jwks(JWK... keys) {
    Map<String, Object> set = new JWKSet(List.of(keys)).toPublicJWKSet().toJSONObject();
    return Json.read(JSONObjectUtils.toJSONString(set));
  }

  /** A new key of the account with these scopes. */
  Answer key(Client client, String... scopes) {
    return admin
        .post(client.path() + "/api-keys")
        .json("name", "k", "scopes", List.of(scopes))
        .answer()
        .expect(201);
  }

  URI endpoint(String name) {
    return URI.create("http://127.0.0.1:" + service.port() + "/oauth2/" + name);
  }

  /** What the library makes of the answer to its token request. */
  TokenResponse token(ClientAuthentication proof, String... scope) throws Exception {
    TokenRequest request =
        new TokenRequest(
            endpoint("token"),
            proof,
            new ClientCredentialsGrant(),
            scope.length == 0 ? null : new Scope(scope));
    HTTPRequest http = request.toHTTPRequest();
    return TokenResponse.parse(http.send());
  }
}
