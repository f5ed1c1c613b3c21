package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A proxy as a separate process, which has to be installed, configured as a document shows it. */
final class ProxyProcess implements AutoCloseable {
  private static final String SHOWN_SERVICE = "127.0.0.1:8080";

  private final int port;
  private final Process process;

  private ProxyProcess(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** Starts nginx in front of a port, with edits of what is shown. */
  static ProxyProcess nginx(Path folder, int service, Map<String, String> edits)
      throws IOException {
    return nginx(folder, edited(configuration("nginx", service), edits));
  }

  /** Starts nginx with one server, which listens on port 80 as it is shown. */
  static ProxyProcess nginx(Path folder, String server) throws IOException {
    int port = Ports.free();
    Files.writeString(
        folder.resolve("gatehouse.conf"),
        edited(server, Map.of("listen 80;", "listen 127.0.0.1:" + port + ";")));
    Files.writeString(
        folder.resolve("nginx.conf"),
        """
        daemon off;
        user %s;
        pid nginx.pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          client_body_temp_path bodies;
          proxy_temp_path responses;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          include gatehouse.conf;
        }
        """
            .formatted(System.getProperty("user.name")));
    return start(
        folder,
        port,
        List.of("nginx", "-p", folder.toString(), "-c", "nginx.conf", "-e", "stderr"));
  }

  /** The same with HAProxy. */
  static ProxyProcess haproxy(Path folder, int service, Map<String, String> edits)
      throws IOException {
    int port = Ports.free();
    String shown = edited(configuration("haproxy", service), edits);
    Path file =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            edited(shown, Map.of("bind :80", "bind 127.0.0.1:" + port)));
    return start(folder, port, List.of("haproxy", "-db", "-f", file.toString()));
  }

  private static String configuration(String language, int service) {
    List<String> shown = Document.of("docs/proxies.md").blocks(language);
    assertThat(shown).as("blocks of docs/proxies.md in " + language).hasSize(1);
    return edited(shown.get(0), Map.of(SHOWN_SERVICE, "127.0.0.1:" + service));
  }

  /** A text in which each of these stands once, and is replaced. */
  static String edited(String text, Map<String, String> edits) {
    String edited = text;
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      assertThat(edited).containsOnlyOnce(edit.getKey());
      edited = edited.replace(edit.getKey(), edit.getValue());
    }
    return edited;
  }

  private static ProxyProcess start(Path folder, int port, List<String> command)
      throws IOException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    ProxyProcess proxy = new ProxyProcess(port, process);
    await().until(() -> Ports.isOpen(port) || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    return proxy;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
