package dev.gatehouse.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Ports;
import dev.gatehouse.testing.Programs;
import dev.gatehouse.testing.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Standard clients that nobody adapted, which find everything by the metadata. */
@Tag("npm")
class OAuthClientsDrill {
  private static final Path NODE = Path.of("target", "oauth-clients");

  @Test
  void standardClientsWorkAsTheyAre() throws Exception {
    int port = Ports.free();
    String origin = "http://127.0.0.1:" + port;
    // first, as the service's clock stands still from its start
    Programs.npmInstall(NODE, List.of("oauth4webapi@3.8.8", "openid-client@6.9.0"));
    try (Service service =
        Service.start("APP_PORT", Integer.toString(port), "APP_PUBLIC_URL", origin)) {
      Person ann = service.admin();
      Clients clients = new Clients(service, ann);
      List<JWK> keys =
          List.of(
              new RSAKeyGenerator(2048).algorithm(JWSAlgorithm.RS256).keyID("RS256").generate(),
              new RSAKeyGenerator(2048).algorithm(JWSAlgorithm.PS256).keyID("PS256").generate(),
              new ECKeyGenerator(Curve.P_256)
                  .algorithm(JWSAlgorithm.ES256)
                  .keyID("ES256")
                  .generate());
      Clients.Client account = clients.account("admin", Clients.jwks(keys.toArray(JWK[]::new)));
      Clients.Client server = clients.account(service.role("tokens:introspect"));

      String told =
          run(
              origin,
              ann.email(),
              Person.PASSWORD,
              account.clientId(),
              clients.key(account, "jobs:read").text("key"),
              keys.stream().map(JWK::toJSONString).collect(Collectors.joining(",", "[", "]")),
              server.clientId(),
              clients.key(server, "tokens:introspect").text("key"));

      System.out.println(told);
      List<String> expected = new ArrayList<>();
      for (String library : List.of("oauth4webapi", "openid-client")) {
        expected.add(library + ": password, refresh");
        Stream.of("client_secret_basic", "client_secret_post")
            .forEach(way -> expected.add(library + ": client_credentials by " + way));
        keys.forEach(
            key ->
                expected.add(
                    library + ": client_credentials by private_key_jwt " + key.getKeyID()));
        expected.add(library + ": introspection, revocation");
      }
      expected.add("oauth4webapi: invalid_grant");
      assertThat(told.lines()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static String run(String... arguments) throws Exception {
    Files.copy(
        Path.of("src", "test", "resources", "clients", "oauth.mjs"),
        NODE.resolve("oauth.mjs"),
        StandardCopyOption.REPLACE_EXISTING);
    return Programs.run(
        NODE,
        Stream.concat(Stream.of("node", "oauth.mjs"), Stream.of(arguments)).toArray(String[]::new));
  }
}
