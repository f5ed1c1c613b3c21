package dev.gatehouse.platform.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the environment as UTF-8 in any locale. In a container without a locale Java decodes it as
 * ASCII and silently changes a secret with any other letter.
 */
public final class ProcessEnvironment {
  private static final Path RAW = Path.of("/proc/self/environ");

  private ProcessEnvironment() {}

  /** Returns the variables, decoded from raw bytes where the system exposes them. */
  public static Map<String, String> read() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    try {
      overlay(environment, Files.readAllBytes(RAW));
    } catch (IOException e) {
      // not Linux: only Java's view exists
      return environment;
    }
    return environment;
  }

  static void overlay(Map<String, String> environment, byte[] raw) {
    int start = 0;
    for (int i = 0; i <= raw.length; i++) {
      if (i == raw.length || raw[i] == 0) {
        put(environment, ByteBuffer.wrap(raw, start, i - start));
        start = i + 1;
      }
    }
  }

  private static void put(Map<String, String> environment, ByteBuffer entry) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(entry).toString();
      int equals = text.indexOf('=');
      if (equals > 0) {
        environment.put(text.substring(0, equals), text.substring(equals + 1));
      }
    } catch (CharacterCodingException e) {
      return; // not UTF-8: keep Java's decoding
    }
  }
}
