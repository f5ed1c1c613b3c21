package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Await;
import dev.gatehouse.testing.OutsideVerifier;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Several nodes and a verifier that knows the key set alone. */
class KeyRotationApiTest {
  private static final String ALGORITHM = "APP_JWT_ALGORITHM";
  private static final String KEY_SET = "/.well-known/jwks.json";

  private final DatabaseUrl database = TestDatabase.migrated();
  private final SettableClock clock = SettableClock.ofToday();

  private Service node(String algorithm) {
    return Service.startOn(database, clock, ALGORITHM, algorithm);
  }

  private static JsonNode keySet(Service node) {
    return node.get(KEY_SET).answer().expect(200).json();
  }

  private static JsonNode header(Person person) {
    return OutsideVerifier.json(person.tokens().access().split("\\.", -1)[0]);
  }

  private static void assertLetIn(Person person, Service... nodes) {
    for (Service node : nodes) {
      assertThat(person.at(node).me().answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aRotationRefusesNobodyOnEitherNode() {
    try (Service first = node("ES256");
        Service second = node("ES256")) {
      Person ann = first.admin();
      String old = header(ann).path("kid").asText();
      assertThat(ann.tokens().access()).hasSizeLessThan(900);
      Operator operator = new Operator(database, clock, ALGORITHM, "ES256");
      assertThat(operator.run("", "keys", "rotate", "--now").exitCode()).isZero();

      Set<String> signers = new HashSet<>();
      Person latest = ann;
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (signers.size() < 4 && System.nanoTime() < end) {
        for (Service node : List.of(first, second)) {
          latest = latest.at(node);
          latest = latest.with(Person.Tokens.of(latest.refresh().answer()));
          signers.add(node.port() + header(latest).path("kid").asText());
          assertLetIn(latest, first, second);
          assertLetIn(ann, first, second);
          assertThat(OutsideVerifier.verifies(keySet(node), latest.tokens().access())).isTrue();
        }
      }
      assertThat(signers).as("each node, with the old key and the new one").hasSize(4);
      assertThat(OutsideVerifier.verifies(keySet(second), ann.tokens().access())).isTrue();

      assertThat(operator.run("", "keys", "retire", old).exitCode()).isZero();
      for (Service node : List.of(first, second)) {
        Await.await().until(() -> ann.at(node).me().answer().outcome().equals("401 invalid_token"));
        assertLetIn(latest, node);
      }
    }
  }

  @Test
  void aChangeOfTheAlgorithmRefusesNobody() {
    try (Service secret = node("HS256")) {
      Person ann = secret.admin();
      assertThat(keySet(secret).toString()).isEqualTo("{\"keys\":[]}");
      try (Service curve = node("ES256")) {
        assertLetIn(ann, secret, curve);
        Person bob = ann.signedInAt(curve);
        assertThat(header(bob).path("alg").asText()).isEqualTo("ES256");
        assertLetIn(bob, secret, curve);
        assertThat(keySet(secret)).isEqualTo(keySet(curve));
        assertLetIn(ann.signedInAt(secret), curve);

        try (Service edwards = node("EdDSA")) {
          Person eve = ann.signedInAt(edwards);
          assertThat(header(eve)).as("until all know the next key").isEqualTo(header(bob));
          assertThat(keySet(edwards).path("keys")).hasSize(2);
          clock.advance(Duration.ofMinutes(10));
          // somebody else signs in again and again, as a user's oldest sessions end
          Person sam = secret.person();
          Await.await()
              .until(() -> header(sam.signedInAt(edwards)).path("alg").asText().equals("EdDSA"));
          Person late = ann.signedInAt(edwards);
          for (Person each : List.of(ann, bob, eve, late, ann.signedInAt(curve))) {
            assertLetIn(each, secret, curve, edwards);
          }
          assertThat(OutsideVerifier.verifies(keySet(curve), late.tokens().access())).isTrue();
          assertThat(edwards.log()).doesNotContain("HS256");
        }
      }
      clock.advance(Duration.ofMinutes(20).plusSeconds(30));
      Person later = ann.with(Person.Tokens.of(ann.refresh().answer()));
      try (Service curve = node("ES256");
          Service again = node("HS256")) {
        assertThat(later.at(curve).me().answer().outcome())
            .as("HS256 is over")
            .isEqualTo("401 invalid_token");
        assertLetIn(later, again);
        assertThat(again.log()).contains("APP_JWT_ALGORITHM is HS256");
      }
    }
  }

  @Test
  void theKeySetIsForEverybodyAndMayBeKeptForFiveMinutes() {
    try (Service node = node("RS256")) {
      Answer answer = node.get(KEY_SET).header("Origin", "https://any.example").answer();
      String tag = answer.header("ETag");
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
      assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(tag).startsWith("\"");
      assertThat(answer.json().path("keys")).hasSize(1);
      assertThat(answer.json().path("keys").get(0).fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("kty", "n", "e", "kid", "alg", "use");

      Answer known = node.get(KEY_SET).header("If-None-Match", tag).answer();
      assertThat(known.status()).isEqualTo(304);
      assertThat(known.header("ETag")).isEqualTo(tag);
      assertThat(known.header("Cache-Control")).isEqualTo("public, max-age=300");
      assertThat(known.header("Access-Control-Allow-Origin")).isEqualTo("*");
      Answer head = node.head(KEY_SET).answer();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.header("ETag")).isEqualTo(tag);

      Person ann = node.person();
      assertThat(OutsideVerifier.verifies(answer.json(), ann.tokens().access())).isTrue();
      assertThat(node.metrics()).contains("gatehouse_signing_key_age_seconds");
    }
  }
}
