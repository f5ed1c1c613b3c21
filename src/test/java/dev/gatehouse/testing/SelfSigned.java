package dev.gatehouse.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS with a certificate that nobody vouches for. */
public final class SelfSigned {
  private static final String PASSWORD = "changeit";
  private static final int SSL_REQUEST = 8;

  private SelfSigned() {}

  /** Makes the certificate, for localhost, in that folder. */
  public static SSLContext in(Path folder) throws Exception {
    Path store = folder.resolve("self-signed.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "test",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(
          new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** A port that begins TLS as PostgreSQL does, until it is closed. */
  public static ServerSocket postgres(SSLContext tls) throws IOException {
    ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!listener.isClosed()) {
                try (Socket plain = listener.accept()) {
                  new DataInputStream(plain.getInputStream()).readNBytes(SSL_REQUEST);
                  plain.getOutputStream().write('S');
                  SSLSocket encrypted =
                      (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
                  encrypted.setUseClientMode(false);
                  encrypted.startHandshake();
                } catch (IOException e) {
                  // the client does not accept the certificate, or the test is over
                }
              }
            },
            "self-signed");
    thread.setDaemon(true);
    thread.start();
    return listener;
  }
}
