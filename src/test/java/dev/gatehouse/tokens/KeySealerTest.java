package dev.gatehouse.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.testing.TestSecrets;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeySealerTest {
  private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");

  private final KeySealer sealer = new KeySealer(TestSecrets.keys(TestSecrets.DEFAULT));

  private SigningKey made(KeyAlgorithm algorithm) {
    return sealer.make(algorithm, 1, NOW, NOW);
  }

  @ParameterizedTest
  @EnumSource
  void theKeySetHasThePublicPartAlone(KeyAlgorithm algorithm) throws Exception {
    SigningKey made = made(algorithm);
    JsonNode jwk = new JsonMapper().readTree(made.publicJwk());

    assertThat(jwk.path("alg").asText()).isEqualTo(algorithm.id());
    assertThat(jwk.path("use").asText()).isEqualTo("sig");
    assertThat(jwk.path("kid").asText()).isEqualTo(made.kid());
    switch (algorithm) {
      case RS256 -> {
        assertThat(jwk.fieldNames())
            .toIterable()
            .containsOnly("kty", "n", "e", "kid", "alg", "use");
        assertThat(new BigInteger(1, decoded(jwk, "n")).bitLength()).isEqualTo(3072);
        assertThat(jwk.path("e").asText()).isEqualTo("AQAB");
      }
      case ES256 -> {
        assertThat(jwk.fieldNames())
            .toIterable()
            .containsOnly("kty", "crv", "x", "y", "kid", "alg", "use");
        assertThat(jwk.path("crv").asText()).isEqualTo("P-256");
        assertThat(decoded(jwk, "x")).hasSize(32);
        assertThat(decoded(jwk, "y")).hasSize(32);
      }
      case EDDSA -> {
        assertThat(jwk.fieldNames())
            .toIterable()
            .containsOnly("kty", "crv", "x", "kid", "alg", "use");
        assertThat(jwk.path("crv").asText()).isEqualTo("Ed25519");
        assertThat(decoded(jwk, "x")).hasSize(32);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKidIsTheThumbprintOfItsKey(KeyAlgorithm algorithm) throws Exception {
    SigningKey made = made(algorithm);
    JsonNode jwk = new JsonMapper().readTree(made.publicJwk());
    String members =
        switch (algorithm) {
          case RS256 -> "e,kty,n";
          case ES256 -> "crv,kty,x,y";
          case EDDSA -> "crv,kty,x";
        };
    StringBuilder canonical = new StringBuilder("{");
    for (String member : members.split(",", -1)) {
      canonical.append(canonical.length() == 1 ? "" : ",");
      canonical.append('"' + member + "\":\"" + jwk.path(member).asText() + '"');
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(canonical.append('}').toString().getBytes(StandardCharsets.UTF_8));

    assertThat(Base64.getUrlDecoder().decode(made.kid())).isEqualTo(digest);
  }

  private static byte[] decoded(JsonNode jwk, String member) {
    return Base64.getUrlDecoder().decode(jwk.path(member).asText());
  }

  @Test
  void aKeyIsOpenedWhereItWasSealedAndNowhereElse() {
    SigningKey ours = made(KeyAlgorithm.ES256);
    SigningKey other = made(KeyAlgorithm.ES256);

    assertThat(sealer.open(ours)).isPresent();
    assertThat(
            new KeySealer(
                    TestSecrets.keys("a newer secret, just as long as that", TestSecrets.DEFAULT))
                .open(ours))
        .as("the previous secret opens")
        .isPresent();
    assertThat(new KeySealer(TestSecrets.keys("a foreign secret, just as long as that")).open(ours))
        .isEmpty();
    assertThat(sealer.open(with(ours, other.kid(), other.publicJwk(), ours.privateKey())))
        .as("the private part of another key")
        .isEmpty();
    assertThat(sealer.open(with(ours, ours.kid(), other.publicJwk(), ours.privateKey())))
        .as("the public part of another key")
        .isEmpty();
    SigningKey renamed =
        new SigningKey(
            ours.kid(),
            "EdDSA",
            ours.publicJwk(),
            ours.privateKey(),
            1,
            NOW,
            NOW,
            null,
            null,
            null);
    assertThat(sealer.open(renamed)).as("another algorithm").isEmpty();
    assertThat(sealer.open(with(ours, ours.kid(), "{}", ours.privateKey()))).isEmpty();
    assertThat(sealer.open(with(ours, ours.kid(), ours.publicJwk(), ""))).isEmpty();
    assertThat(sealer.open(with(ours, ours.kid(), ours.publicJwk(), null))).isEmpty();
  }

  private static SigningKey with(
      SigningKey key, String kid, String publicJwk, @Nullable String privateKey) {
    return new SigningKey(
        kid, key.algorithm(), publicJwk, privateKey, 1, NOW, NOW, null, null, null);
  }

  @Test
  void noTextShowsAKey() {
    SigningKey made = made(KeyAlgorithm.EDDSA);

    assertThat(made.toString()).isEqualTo("SigningKey[" + made.kid() + ", EdDSA]");
  }
}
