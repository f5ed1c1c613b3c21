package dev.gatehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Behind HAProxy. */
@Tag("haproxy")
class HaproxyDrill extends ProxyDrill {
  @Override
  ProxyProcess asShown(Path folder, int service) throws IOException {
    return ProxyProcess.haproxy(folder, service, Map.of());
  }

  @Override
  ProxyProcess compressing(Path folder, int service) throws IOException {
    return ProxyProcess.haproxy(
        folder,
        service,
        Map.of(
            "backend gatehouse\n",
            """
            backend gatehouse
              compression algo gzip
              compression type application/json
            """));
  }

  @Override
  Duration keepAlive() {
    return Duration.ofSeconds(30);
  }
}
