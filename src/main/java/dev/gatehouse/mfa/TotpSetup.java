package dev.gatehouse.mfa;

import dev.gatehouse.platform.openapi.Example;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.commons.codec.binary.Base32;

/**
 * The data to set up an authenticator app; shown once.
 *
 * @param secret Base32, for typing
 * @param otpauthUri the secret with account, issuer and parameters
 * @param qrPngBase64 the URI as a QR code, for scanning
 */
public record TotpSetup(
    @Example("JBSWY3DPEHPK3PXP") String secret,
    @Example("otpauth://totp/Gatehouse:ann%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Gatehouse")
        String otpauthUri,
    @Example("iVBORw0KGgo=") String qrPngBase64) {
  /** Leaves room in the QR code for the longest address even if percent-encoded twice. */
  private static final int LONGEST_ISSUER = 40;

  static TotpSetup of(byte[] secret, String issuer, String account) {
    String text = new Base32().encodeAsString(secret);
    String uri = uri(text, issuerOf(issuer), account);
    return new TotpSetup(text, uri, Base64.getEncoder().encodeToString(QrImage.png(uri)));
  }

  private static String uri(String secret, String issuer, String account) {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
        .formatted(
            encoded(issuer),
            encoded(account),
            secret,
            encoded(issuer),
            Totp.DIGITS,
            Totp.STEP_SECONDS);
  }

  /** Apps split the label at the first colon. */
  private static String issuerOf(String name) {
    String plain = name.replace(":", "").strip();
    int length = Math.min(LONGEST_ISSUER, plain.codePointCount(0, plain.length()));
    return plain.substring(0, plain.offsetByCodePoints(0, length));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
