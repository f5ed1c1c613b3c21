package dev.gatehouse.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestSecrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Tokens that are signed by the right secret and are no good all the same. */
class HostileTokenTest {
  private static final UUID SESSION = UUID.fromString("7f3c9a52-3b0e-4a63-8f6e-1d2c3b4a5968");
  private static final long NOW = 1_770_000_000;
  private static final String HEADER = "'alg':'HS256','typ':'at+jwt'";
  private static final String TIMES = "'iat':1770000000,'exp':1770001800";
  private static final String WHO =
      "'sub':'7','sid':'7f3c9a52-3b0e-4a63-8f6e-1d2c3b4a5968','jti':'j','client_id':'c'";
  private static final String FROM = "'iss':'issuer','aud':'audience'";

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(NOW));
  private final AccessTokens tokens =
      new AccessTokens(
          new TokenSignatures(
              TestSecrets.secrets(TestSecrets.DEFAULT), () -> true, FixedKeys.SECRET_ALONE),
          "issuer",
          "audience",
          Duration.ofMinutes(30),
          clock);

  @Test
  void unalteredTokenIsValid() {
    assertGood(token(HEADER, claims(FROM, WHO, TIMES)));
    assertGood(token(HEADER + ",'kid':'k','x':1", claims(FROM, WHO, TIMES, "'y':[null]")));
    assertGood(token(HEADER, claims("'iss':'issuer','aud':['a','audience']", WHO, TIMES)));
  }

  @Test
  void aTimeIsAJsonNumberWithOrWithoutFraction() {
    assertGood(token(HEADER, claims(FROM, WHO, "'exp':1.770000001E9")));
    assertGood(token(HEADER, claims(FROM, WHO, "'exp':1770001800.25,'nbf':1770000029.5")));
    assertRefused(token(HEADER, claims(FROM, WHO, TIMES, "'nbf':1770000030.5")));
    for (String time : List.of("exp", "iat", "nbf", "auth_time")) {
      for (String value :
          List.of(
              "'1770000000'",
              "'1770001800'",
              "'2126-01-31T09:00:00Z'",
              "''",
              "null",
              "true",
              "[1770000000]",
              "{'a':1}",
              "-1",
              "1e400",
              "9".repeat(400),
              "9223372036854775807",
              "NaN",
              "0x7fffffff",
              "01770000000")) {
        String others = time.equals("exp") ? "'iat':1770000000" : "'exp':1770001800";
        assertRefused(token(HEADER, claims(FROM, WHO, others, "'" + time + "':" + value)));
      }
    }
  }

  @Test
  void aFractionOfASecondCounts() {
    String token = token(HEADER, claims(FROM, WHO, "'exp':1770000000.5"));
    clock.advance(Duration.ofMillis(30_500));
    assertGood(token);
    clock.advance(Duration.ofMillis(1));

    assertRefused(token);
  }

  @Test
  void noHeaderBringsAKeyOrAsksToBeUnderstood() {
    for (String name : List.of("jwk", "jku", "x5u", "x5c", "crit", "zip", "b64")) {
      for (String value :
          List.of("null", "''", "[]", "{}", "false", "true", "0", "['exp']", "'DEF'")) {
        assertRefused(token(HEADER + ",'" + name + "':" + value, claims(FROM, WHO, TIMES)));
      }
    }
  }

  @Test
  void theHeaderSaysExactlyWhatItIs() {
    for (String header :
        List.of(
            "'alg':'HS256'",
            "'typ':'at+jwt'",
            "'alg':'hs256','typ':'at+jwt'",
            "'alg':'HS512','typ':'at+jwt'",
            "'alg':'none','typ':'at+jwt'",
            "'alg':['HS256'],'typ':'at+jwt'",
            "'alg':null,'typ':'at+jwt'",
            "'alg':'HS256','typ':'JWT'",
            "'alg':'HS256','typ':['at+jwt']",
            "'alg':'HS256','typ':7",
            "'alg':'HS256','typ':'at+jwt','alg':'HS256'",
            "'alg':'none','typ':'at+jwt','alg':'HS256'")) {
      assertRefused(token(header, claims(FROM, WHO, TIMES)));
    }
  }

  @Test
  void theClaimsHaveTheirTypes() {
    for (String claims :
        List.of(
            claims("'iss':['issuer'],'aud':'audience'", WHO, TIMES),
            claims("'iss':'Issuer','aud':'audience'", WHO, TIMES),
            claims("'iss':'issuer','aud':{'audience':1}", WHO, TIMES),
            claims("'iss':'issuer','aud':['audience',7]", WHO, TIMES),
            claims("'iss':'issuer','aud':[]", WHO, TIMES),
            claims("'iss':'issuer','aud':null", WHO, TIMES),
            claims(FROM, "'sub':7,'sid':'" + SESSION + "'", TIMES),
            claims(FROM, "'sub':'07','sid':'" + SESSION + "'", TIMES),
            claims(FROM, "'sub':'+7','sid':'" + SESSION + "'", TIMES),
            claims(FROM, "'sub':'7','sid':'1-1-1-1-1'", TIMES),
            claims(FROM, "'sub':'7','sid':[]", TIMES),
            claims(FROM, WHO),
            claims(FROM, WHO, TIMES, "'exp':1770001800"),
            claims(FROM, WHO, TIMES, "'y':{'z':1,'z':1}"))) {
      assertRefused(token(HEADER, claims));
    }
  }

  @Test
  void bothPartsAreStrictlyJson() {
    String header = "{" + HEADER + "}";
    String claims = "{" + claims(FROM, WHO, TIMES) + "}";
    for (String other :
        List.of("", " ", "null", "7", "''", "[]", "{", "{}", "\ufeff{}", "{} {}", "{'a':1,}")) {
      assertRefused(signed(part(other), part(claims)));
      assertRefused(signed(part(header), part(other)));
    }
    assertRefused(signed(part("[" + header + "]"), part(claims)));
    assertRefused(signed(part(header), part("[" + claims + "]")));
    assertRefused(signed(part(header + "x"), part(claims)));
    assertRefused(signed(part(header), part(claims + "{}")));
    assertRefused(signed(part(header), part("/**/" + claims)));
    assertRefused(signed(part(header), part("\ufeff" + claims)));
    assertRefused(signed(part(header), encoded(latin1(claims.replace("'c'", "'\u00e4'")))));
    assertRefused(signed(part(header), encoded(deflated(claims))));
    assertRefused(
        signed(
            part(header),
            part(
                "{" + claims(FROM, WHO, TIMES, "'y':" + "[".repeat(101) + "]".repeat(101)) + "}")));
    assertGood(signed(part(" " + header + "\n"), part("\t" + claims)));
  }

  @Test
  void aTokenHasOneSpelling() {
    String header = part("{" + HEADER + "}");
    String claims = part("{" + claims(FROM, WHO, TIMES) + "}");
    String good = signed(header, claims);
    assertGood(good);

    for (String other :
        List.of(
            good + "=",
            good + ".",
            "." + good,
            good + "\n",
            signed(header + "=", claims),
            signed(header + "==", claims),
            signed(header, claims + "="),
            signed(header, claims + "\n"),
            signed(header, " " + claims),
            signed(header, withUnusedBits()))) {
      assertRefused(other);
    }
  }

  @Test
  void aTokenThatIsTooLongIsNotEvenRead() {
    String padding = "'y':'" + "y".repeat(8192) + "'";

    assertRefused(token(HEADER, claims(FROM, WHO, TIMES, padding)));
    assertRefused("a".repeat(10_000_000));
    assertRefused(".".repeat(10_000_000));
  }

  @Test
  void theLongestTokenOfOursIsGood() {
    AccessTokens wordy =
        new AccessTokens(
            new TokenSignatures(
                TestSecrets.secrets(TestSecrets.DEFAULT), () -> true, FixedKeys.SECRET_ALONE),
            "\u20ac".repeat(500),
            "\u20ac".repeat(200),
            Duration.ofMinutes(30),
            clock);
    String token =
        SessionTokens.issue(
            wordy,
            Long.MAX_VALUE,
            SESSION,
            "\u20ac".repeat(255),
            Collections.nCopies(20, "r".repeat(64)));

    assertThat(SessionTokens.verify(wordy, token))
        .isEqualTo(new SessionTokens.Owner(Long.MAX_VALUE, SESSION));
  }

  private void assertGood(String token) {
    assertThat(SessionTokens.verify(tokens, token))
        .as(token)
        .isEqualTo(new SessionTokens.Owner(7, SESSION));
  }

  private void assertRefused(String token) {
    assertThatThrownBy(() -> tokens.verify(token))
        .as(token.length() < 10_000 ? readable(token) : "a long one")
        .isInstanceOf(Failure.class)
        .hasMessage("invalid_token");
  }

  private static String readable(String token) {
    StringBuilder text = new StringBuilder(token);
    for (String part : token.split("\\.", -1)) {
      try {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        text.append('\n').append(new String(bytes, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        text.append("\nno base64");
      }
    }
    return text.toString();
  }

  private static String claims(String... claims) {
    return String.join(",", claims);
  }

  private static String token(String header, String claims) {
    return signed(part("{" + header + "}"), part("{" + claims + "}"));
  }

  private static String part(String json) {
    return encoded(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** Claims whose last character has a bit that no byte uses. */
  private static String withUnusedBits() {
    for (String end : List.of("", " ", "  ")) {
      String part = part("{" + claims(FROM, WHO, TIMES) + "}" + end);
      if (part.length() % 4 == 3) {
        int last =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                .indexOf(part.charAt(part.length() - 1));
        char other =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(last + 1);
        return part.substring(0, part.length() - 1) + other;
      }
    }
    throw new AssertionError();
  }

  private static byte[] latin1(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] deflated(String json) {
    Deflater deflater = new Deflater();
    deflater.setInput(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    deflater.finish();
    byte[] bytes = new byte[1024];
    int length = deflater.deflate(bytes);
    deflater.end();
    return Arrays.copyOf(bytes, length);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String signed(String header, String claims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] secret = TestSecrets.DEFAULT.getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String content = header + "." + claims;
      return content + "." + encoded(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
