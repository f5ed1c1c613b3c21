package dev.gatehouse.platform.config;

import dev.gatehouse.platform.binding.FieldErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads files that hold one value each. Relative names are resolved against the folder of
 * config.yml, and one trailing line end is removed.
 */
final class SecretFiles {
  private static final int MAX_BYTES = 64 * 1024;

  private final Path directory;

  SecretFiles(Path directory) {
    this.directory = directory;
  }

  /** Returns the value, or reports an error for the key and returns null. */
  @Nullable String read(String name, String key, FieldErrors errors) {
    try {
      Path file = directory.resolve(name);
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      }
      if (bytes.length > MAX_BYTES) {
        errors.add(key, "names a file of more than 64 KiB");
        return null;
      }
      String value =
          withoutLineEnd(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      if (value.isEmpty()) {
        errors.add(key, "names an empty file");
        return null;
      }
      return value;
    } catch (CharacterCodingException e) {
      errors.add(key, "names a file that is not UTF-8");
    } catch (IOException | InvalidPathException e) {
      errors.add(key, "names a file that cannot be read");
    }
    return null;
  }

  private static String withoutLineEnd(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
