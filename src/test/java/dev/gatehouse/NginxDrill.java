package dev.gatehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Behind nginx. */
@Tag("nginx")
class NginxDrill extends ProxyDrill {
  @Override
  ProxyProcess asShown(Path folder, int service) throws IOException {
    return ProxyProcess.nginx(folder, service, Map.of());
  }

  @Override
  ProxyProcess compressing(Path folder, int service) throws IOException {
    return ProxyProcess.nginx(
        folder, service, Map.of("gzip off;", "gzip on; gzip_types application/json;"));
  }

  @Override
  Duration keepAlive() {
    return Duration.ofSeconds(5);
  }
}
