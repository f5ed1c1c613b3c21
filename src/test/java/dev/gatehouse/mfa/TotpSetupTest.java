package dev.gatehouse.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class TotpSetupTest {
  private static final byte[] SECRET = new byte[20];

  @Test
  void theUriSaysAllThatAnAppNeeds() {
    TotpSetup setup = TotpSetup.of(SECRET, "Gate & House", "ann+b@people.example");

    assertThat(setup.secret()).isEqualTo("A".repeat(32));
    assertThat(setup.otpauthUri())
        .isEqualTo(
            "otpauth://totp/Gate%20%26%20House:ann%2Bb%40people.example?secret="
                + "A".repeat(32)
                + "&issuer=Gate%20%26%20House&algorithm=SHA1&digits=6&period=30");
  }

  @Test
  void theImageSaysWhatTheUriSays() throws Exception {
    TotpSetup setup = TotpSetup.of(SECRET, "Gatehouse", "ann@people.example");

    assertThat(textOf(setup.qrPngBase64())).isEqualTo(setup.otpauthUri());
  }

  @Test
  void theLongestNameAndAddressFitIntoTheImage() throws Exception {
    TotpSetup setup = TotpSetup.of(SECRET, "\uD83D\uDE80".repeat(100), "%".repeat(254));

    assertThat(textOf(setup.qrPngBase64())).isEqualTo(setup.otpauthUri());
  }

  @Test
  void aColonDoesNotSplitTheLabelInTheWrongPlace() {
    assertThat(TotpSetup.of(SECRET, "Gate: house", "a@b.example").otpauthUri())
        .startsWith("otpauth://totp/Gate%20house:a%40b.example?");
  }

  private static String textOf(String png) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png)));
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
        .getText();
  }
}
