package dev.gatehouse.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Somebody who knows a key set and nothing else of the service: the JDK's classes alone. */
public final class OutsideVerifier {
  /** What stands before the 32 bytes of an Ed25519 key (RFC 8410). */
  private static final String ED25519 = "302a300506032b6570032100";

  private OutsideVerifier() {}

  /** Whether a key of the set has signed the token. */
  public static boolean verifies(JsonNode keySet, String token) {
    String[] parts = token.split("\\.", -1);
    JsonNode header = json(parts[0]);
    for (JsonNode key : keySet.path("keys")) {
      if (key.path("kid").equals(header.path("kid"))
          && key.path("alg").equals(header.path("alg"))) {
        return verifies(key, parts);
      }
    }
    return false;
  }

  /** The first or second part of a token. */
  public static JsonNode json(String part) {
    try {
      return new JsonMapper().readTree(Base64.getUrlDecoder().decode(part));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean verifies(JsonNode key, String... parts) {
    try {
      Signature signature = Signature.getInstance(jdkName(key.path("alg").asText()));
      signature.initVerify(publicKey(key));
      signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String jdkName(String algorithm) {
    return switch (algorithm) {
      case "RS256" -> "SHA256withRSA";
      case "ES256" -> "SHA256withECDSAinP1363Format";
      case "EdDSA" -> "Ed25519";
      default -> throw new AssertionError(algorithm);
    };
  }

  private static PublicKey publicKey(JsonNode key) throws GeneralSecurityException {
    return switch (key.path("kty").asText()) {
      case "RSA" ->
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
      case "EC" -> {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(number(key, "x"), number(key, "y"));
        yield KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
      }
      default ->
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new X509EncodedKeySpec(
                      HexFormat.of()
                          .parseHex(ED25519 + HexFormat.of().formatHex(bytes(key, "x")))));
    };
  }

  private static BigInteger number(JsonNode key, String member) {
    return new BigInteger(1, bytes(key, member));
  }

  private static byte[] bytes(JsonNode key, String member) {
    return Base64.getUrlDecoder().decode(key.path(member).asText());
  }
}
