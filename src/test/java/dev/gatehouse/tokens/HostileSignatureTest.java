package dev.gatehouse.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestSecrets;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tokens of keys that were tampered with as RFC 8725 and the JWS cases of Project Wycheproof have
 * it. All are made here, each from one that is good.
 */
class HostileSignatureTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);
  private static final UUID SESSION = UUID.fromString("7f3c9a52-3b0e-4a63-8f6e-1d2c3b4a5968");
  private static final String CLAIMS =
      "{'iss':'issuer','aud':'audience','sub':'7','sid':'7f3c9a52-3b0e-4a63-8f6e-1d2c3b4a5968',"
          + "'iat':1770000000,'exp':1770001800}";

  /** The orders of the groups of P-256 and of Ed25519. */
  private static final BigInteger P256 =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final BigInteger ED25519 =
      new BigInteger("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);

  private static final Made RSA = Made.of(KeyAlgorithm.RS256);
  private static final Made CURVE = Made.of(KeyAlgorithm.ES256);
  private static final Made EDWARDS = Made.of(KeyAlgorithm.EDDSA);
  private static final Made FOREIGN = Made.of(KeyAlgorithm.ES256);

  /** The secret is accepted too, so that nothing is refused because it is not. */
  private final AccessTokens tokens =
      new AccessTokens(
          new TokenSignatures(
              TestSecrets.secrets(TestSecrets.DEFAULT),
              () -> true,
              new FixedKeys(true, List.of(CURVE.key, RSA.key, EDWARDS.key))),
          "issuer",
          "audience",
          Duration.ofMinutes(30),
          new SettableClock(NOW));

  /** A key whose private part this test has. */
  private record Made(UsableKey key, PublicKey publicKey, PrivateKey privateKey, String jwk) {
    static Made of(KeyAlgorithm algorithm) {
      KeyPair pair = algorithm.newPair();
      PublicJwk<PublicKey> jwk = Jwks.builder().key(pair.getPublic()).idFromThumbprint().build();
      SigningKey stored =
          new SigningKey(jwk.getId(), algorithm.id(), "", null, 1, NOW, NOW, NOW, NOW, null);
      return new Made(
          new UsableKey(stored, algorithm, new HashMap<>(jwk), pair.getPublic(), pair.getPrivate()),
          pair.getPublic(),
          pair.getPrivate(),
          json(jwk));
    }

    private static String json(Map<String, ?> jwk) {
      try {
        return new JsonMapper().writeValueAsString(jwk);
      } catch (JsonProcessingException e) {
        throw new AssertionError(e);
      }
    }

    String kid() {
      return key.kid();
    }

    String header() {
      return "'alg':'" + key.algorithm().id() + "','typ':'at+jwt','kid':'" + kid() + "'";
    }

    byte[] sign(String content) {
      return signed(
          switch (key.algorithm()) {
            case RS256 -> "SHA256withRSA";
            case ES256 -> "SHA256withECDSAinP1363Format";
            case EDDSA -> "Ed25519";
          },
          content);
    }

    byte[] signed(String jdkName, String content) {
      try {
        Signature signature = Signature.getInstance(jdkName);
        signature.initSign(privateKey);
        signature.update(content.getBytes(UTF_8));
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Made made(KeyAlgorithm algorithm) {
    return switch (algorithm) {
      case RS256 -> RSA;
      case ES256 -> CURVE;
      case EDDSA -> EDWARDS;
    };
  }

  private static String part(String json) {
    return encoded(json.replace('\'', '"').getBytes(UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String content(String header) {
    return part("{" + header + "}") + '.' + part(CLAIMS);
  }

  /** A token with that header, signed by that key as its own algorithm has it. */
  private static String token(Made by, String header) {
    return content(header) + '.' + encoded(by.sign(content(header)));
  }

  private static String withSignature(Made by, byte[] signature) {
    return content(by.header()) + '.' + encoded(signature);
  }

  private void assertRefused(String token) {
    assertThatThrownBy(() -> tokens.verify(token))
        .as(token.length() < 5000 ? token : "a long one")
        .isInstanceOf(Failure.class)
        .hasMessage("invalid_token");
  }

  private void assertGood(String token) {
    assertThat(SessionTokens.verify(tokens, token)).isEqualTo(new SessionTokens.Owner(7, SESSION));
  }

  @ParameterizedTest
  @EnumSource
  void aTokenMadeHereIsGoodSoThatTheOthersAreRefusedForTheirFaultAlone(KeyAlgorithm algorithm) {
    assertGood(token(made(algorithm), made(algorithm).header()));
  }

  @ParameterizedTest
  @EnumSource
  void noPublicKeyIsASecret(KeyAlgorithm algorithm) {
    Made key = made(algorithm);
    byte[] der = key.publicKey.getEncoded();
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(der);
    String pem = "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----";
    Map<String, Object> jwk = key.key.jwk();
    String number = String.valueOf(jwk.containsKey("n") ? jwk.get("n") : jwk.get("x"));
    List<byte[]> forms =
        List.of(
            der,
            Arrays.copyOfRange(der, der.length - 32, der.length),
            Arrays.copyOfRange(der, Math.max(0, der.length - 65), der.length),
            pem.getBytes(UTF_8),
            (pem + "\n").getBytes(UTF_8),
            pem.replace("\n", "\r\n").getBytes(UTF_8),
            lines.getBytes(UTF_8),
            Base64.getEncoder().encode(der),
            encoded(der).getBytes(UTF_8),
            key.jwk.getBytes(UTF_8),
            ("{\"keys\":[" + key.jwk + "]}").getBytes(UTF_8),
            number.getBytes(UTF_8),
            Base64.getUrlDecoder().decode(number),
            key.kid().getBytes(UTF_8));
    for (byte[] secret : forms) {
      for (String kid : List.of("", ",'kid':'" + key.kid() + "'", ",'kid':'HS256'")) {
        String content = content("'alg':'HS256','typ':'at+jwt'" + kid);
        assertRefused(content + '.' + encoded(DerivedKeys.hmac(secret, content.getBytes(UTF_8))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAlgorithmThatIsNotTheKeysIsRefused(KeyAlgorithm algorithm) {
    Made key = made(algorithm);
    for (String name :
        List.of(
            "none", "None", "NONE", "nOnE", "", "HS256", "HS384", "RS256", "RS384", "RS512",
            "PS256", "ES256", "ES256K", "ES384", "ES512", "EdDSA", "Ed25519", "Ed448", "RS1",
            "RSA1_5", "dir", "rs256", "es256", "eddsa")) {
      if (!name.equals(algorithm.id())) {
        String header = "'alg':'" + name + "','typ':'at+jwt','kid':'" + key.kid() + "'";
        assertRefused(token(key, header));
        assertRefused(content(header) + '.');
        assertRefused(content(header));
      }
    }
    for (String value : List.of("null", "[]", "['" + algorithm.id() + "']", "{}", "0", "true")) {
      assertRefused(token(key, "'alg':" + value + ",'typ':'at+jwt','kid':'" + key.kid() + "'"));
    }
    assertRefused(token(key, "'typ':'at+jwt','kid':'" + key.kid() + "'"));
    assertRefused(token(key, key.header() + ",'alg':'none'"));
    assertRefused(token(key, "'alg':'none'," + key.header()));
  }

  @ParameterizedTest
  @EnumSource
  void aKidNamesOneOfOurKeys(KeyAlgorithm algorithm) {
    Made key = made(algorithm);
    String rest = "'alg':'" + algorithm.id() + "','typ':'at+jwt'";
    String kid = key.kid();
    assertRefused(token(key, rest));
    for (String value :
        List.of(
            "''",
            "null",
            "7",
            "true",
            "['" + kid + "']",
            "{'kid':'" + kid + "'}",
            "'" + FOREIGN.kid() + "'",
            "'" + kid + " '",
            "'" + kid + "='",
            "'" + kid + "\\u0000'",
            "'" + kid.substring(1) + "'",
            "'../../../../dev/null'",
            "'/etc/passwd'",
            "'file:///proc/self/environ'",
            "'http://169.254.169.254/'",
            "'x\\\\u0027 or 1=1 --'",
            "'x union select kid from signing_key'",
            "'|/usr/bin/id'",
            "'HS256'",
            "'" + "k".repeat(10_240) + "'")) {
      assertRefused(token(key, rest + ",'kid':" + value));
    }
    assertRefused(token(key, rest + ",'kid':'" + FOREIGN.kid() + "','kid':'" + kid + "'"));
    for (Made other : List.of(RSA, CURVE, EDWARDS)) {
      if (!other.kid().equals(kid)) {
        assertRefused(token(key, rest + ",'kid':'" + other.kid() + "'"));
        assertRefused(token(key, other.header()));
      }
    }
  }

  @Test
  void aKeyThatTheTokenBringsIsNotUsed() {
    for (String brought :
        List.of(
            "'jwk':" + FOREIGN.jwk,
            "'jwk':" + CURVE.jwk,
            "'jwk':null",
            "'jku':'https://evil.example/jwks.json'",
            "'jku':'http://localhost:8080/.well-known/jwks.json'",
            "'x5u':'https://evil.example/chain.pem'",
            "'x5c':['" + Base64.getEncoder().encodeToString(FOREIGN.publicKey.getEncoded()) + "']",
            "'crit':['exp']",
            "'crit':[]",
            "'b64':false,'crit':['b64']",
            "'b64':false",
            "'zip':'DEF'")) {
      assertRefused(token(FOREIGN, FOREIGN.header() + ',' + brought));
      assertRefused(token(FOREIGN, CURVE.header() + ',' + brought));
      assertRefused(token(CURVE, CURVE.header() + ',' + brought));
    }
    assertRefused(token(FOREIGN, FOREIGN.header()));
    assertRefused(token(FOREIGN, CURVE.header()));
  }

  @Test
  void anotherIssuerMayHaveTheSameKey() {
    String claims = CLAIMS.replace("'issuer'", "'other'");
    String content = part("{" + CURVE.header() + "}") + '.' + part(claims);

    assertRefused(content + '.' + encoded(CURVE.sign(content)));
  }

  @ParameterizedTest
  @EnumSource
  void aSignatureIsOfItsContentAndHasItsLength(KeyAlgorithm algorithm) {
    Made key = made(algorithm);
    byte[] good = key.sign(content(key.header()));
    assertGood(withSignature(key, good));

    assertRefused(withSignature(key, new byte[0]));
    assertRefused(withSignature(key, new byte[good.length]));
    assertRefused(withSignature(key, Arrays.copyOf(good, good.length - 1)));
    assertRefused(withSignature(key, Arrays.copyOf(good, good.length + 1)));
    assertRefused(withSignature(key, Arrays.copyOfRange(good, 1, good.length)));
    byte[] zeroBefore = new byte[good.length + 1];
    System.arraycopy(good, 0, zeroBefore, 1, good.length);
    assertRefused(withSignature(key, zeroBefore));
    byte[] twice = Arrays.copyOf(good, good.length * 2);
    System.arraycopy(good, 0, twice, good.length, good.length);
    assertRefused(withSignature(key, twice));
    for (int bit = 0; bit < good.length * 8; bit += 37) {
      byte[] other = good.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertRefused(withSignature(key, other));
    }
    String header = part("{" + key.header() + "}");
    String otherClaims = part(CLAIMS.replace("'7'", "'1'"));
    assertRefused(header + '.' + otherClaims + '.' + encoded(good));
    assertRefused(part("{" + key.header() + " }") + '.' + part(CLAIMS) + '.' + encoded(good));
    assertRefused(content(key.header()) + ".." + encoded(good));
    assertRefused(content(key.header()) + '.' + encoded(good) + '.' + encoded(good));
    assertRefused(
        "{'payload':'%s','protected':'%s','signature':'%s'}"
            .formatted(part(CLAIMS), header, encoded(good))
            .replace('\'', '"'));
  }

  @Test
  void anEcdsaSignatureIsTwoNumbersWithinTheGroup() {
    byte[] good = CURVE.sign(content(CURVE.header()));
    BigInteger r = new BigInteger(1, Arrays.copyOf(good, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, 32, 64));
    assertGood(withSignature(CURVE, pair(r, s)));

    BigInteger most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    List<BigInteger> numbers =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            P256.subtract(BigInteger.ONE),
            P256,
            P256.add(BigInteger.ONE),
            most);
    for (BigInteger one : numbers) {
      assertRefused(withSignature(CURVE, pair(one, s)));
      assertRefused(withSignature(CURVE, pair(r, one)));
      for (BigInteger other : numbers) {
        assertRefused(withSignature(CURVE, pair(one, other)));
      }
    }
    assertRefused(withSignature(CURVE, pair(s, r)));
  }

  private static byte[] pair(BigInteger r, BigInteger s) {
    byte[] both = new byte[64];
    put(r, both, 32);
    put(s, both, 64);
    return both;
  }

  private static void put(BigInteger number, byte[] bytes, int end) {
    byte[] written = number.toByteArray();
    int from = written.length > 32 ? 1 : 0;
    System.arraycopy(written, from, bytes, end - (written.length - from), written.length - from);
  }

  @Test
  void anEcdsaSignatureIsNoAsn1() {
    String content = content(CURVE.header());
    // its length varies, and some have that of the right form
    for (int i = 0; i < 20; i++) {
      byte[] der = CURVE.signed("SHA256withECDSA", content);
      assertRefused(withSignature(CURVE, der));
      assertRefused(withSignature(CURVE, Arrays.copyOf(der, 64)));
    }
    assertRefused(withSignature(CURVE, new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}));
  }

  @Test
  void anEcdsaSignatureIsOfTheRightDigest() {
    String content = content(CURVE.header());
    for (String digest : List.of("SHA1", "SHA384", "SHA512", "SHA3-256", "NONE")) {
      try {
        byte[] signature =
            digest.equals("NONE")
                ? CURVE.signed("NONEwithECDSAinP1363Format", content.substring(0, 32))
                : CURVE.signed(digest + "withECDSAinP1363Format", content);
        assertRefused(withSignature(CURVE, signature));
      } catch (AssertionError e) {
        // not every Java signs with every digest
        assertThat(e).hasCauseInstanceOf(GeneralSecurityException.class);
      }
    }
  }

  @Test
  void anEdwardsSignatureHasOneForm() {
    byte[] good = EDWARDS.sign(content(EDWARDS.header()));
    BigInteger s = littleEndian(Arrays.copyOfRange(good, 32, 64));

    for (int times = 1; times <= 15; times++) {
      BigInteger same = s.add(ED25519.multiply(BigInteger.valueOf(times)));
      if (same.bitLength() <= 256) {
        assertRefused(withSignature(EDWARDS, withScalar(good, same)));
      }
    }
    assertRefused(withSignature(EDWARDS, withScalar(good, BigInteger.ZERO)));
    assertRefused(withSignature(EDWARDS, withScalar(good, ED25519)));
    assertRefused(withSignature(EDWARDS, withScalar(good, ED25519.subtract(s))));
    // R of order 1, 2 and 4, the identity also with a sign and unreduced
    for (String point :
        List.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")) {
      byte[] r = HexFormat.of().parseHex(point);
      assertRefused(withSignature(EDWARDS, concatenated(r, new byte[32])));
      assertRefused(withSignature(EDWARDS, concatenated(r, Arrays.copyOfRange(good, 32, 64))));
    }
  }

  private static BigInteger littleEndian(byte[] bytes) {
    return new BigInteger(1, reversed(bytes));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] other = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      other[i] = bytes[bytes.length - 1 - i];
    }
    return other;
  }

  private static byte[] withScalar(byte[] signature, BigInteger scalar) {
    byte[] bytes = new byte[32];
    put(scalar, bytes, 32);
    return concatenated(Arrays.copyOf(signature, 32), reversed(bytes));
  }

  private static byte[] concatenated(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Test
  void anRsaSignatureIsPaddedAsPkcs1HasItAndOfTheRightDigest() {
    String content = content(RSA.header());
    for (String other :
        List.of("SHA1withRSA", "SHA224withRSA", "SHA384withRSA", "SHA512withRSA", "MD5withRSA")) {
      assertRefused(withSignature(RSA, RSA.signed(other, content)));
    }
    byte[] good = RSA.sign(content);
    BigInteger n = ((RSAPublicKey) RSA.publicKey).getModulus();
    BigInteger same = new BigInteger(1, good).add(n);
    if (same.bitLength() <= 3072) {
      byte[] unreduced = same.toByteArray();
      assertRefused(
          withSignature(
              RSA, Arrays.copyOfRange(unreduced, unreduced.length - 384, unreduced.length)));
    }
    for (BigInteger number : List.of(BigInteger.ONE, n.subtract(BigInteger.ONE), n)) {
      byte[] bytes = new byte[384];
      byte[] written = number.toByteArray();
      int length = Math.min(384, written.length);
      System.arraycopy(written, written.length - length, bytes, 384 - length, length);
      assertRefused(withSignature(RSA, bytes));
    }
  }
}
