package dev.gatehouse.pages;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * A static file in the jar. It is read for each request, because it is rarely requested and not
 * worth the memory.
 *
 * @param path on the class path
 * @param version cache validator
 */
record Asset(String path, String mediaType, String version) {
  private static final String PAGES = "/dev/gatehouse/pages/";
  private static final String WEB_JAR = "/META-INF/resources/webjars/swagger-ui/";
  private static final String WEB_JAR_FACTS =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  static Asset ofPage(String name, String mediaType) {
    return new Asset(PAGES + name, mediaType, EntityTag.of("page", readPage(name)).opaque());
  }

  /** The content of a file in this package. */
  static byte[] readPage(String name) {
    return read(PAGES + name);
  }

  static Asset ofSwagger(String name, String mediaType) {
    String version = swaggerVersion();
    return new Asset(WEB_JAR + version + "/" + name, mediaType, name + "-" + version);
  }

  Response respond(Preconditions preconditions) {
    EntityTag tag = new EntityTag(version);
    return Responses.file(
        mediaType + (mediaType.startsWith("text/") ? ";charset=utf-8" : ""),
        path.endsWith(".css") ? withoutMap(read(path)) : read(path),
        tag,
        preconditions);
  }

  /** Without the address of its map, which is not in the jar: a console would ask for it. */
  private static byte[] withoutMap(byte[] style) {
    String text = new String(style, StandardCharsets.UTF_8);
    int map = text.lastIndexOf("/*# sourceMappingURL=");
    return map < 0 ? style : text.substring(0, map).getBytes(StandardCharsets.UTF_8);
  }

  private static String swaggerVersion() {
    try (InputStream in = open(WEB_JAR_FACTS)) {
      Properties facts = new Properties();
      facts.load(in);
      return requireNonNull(facts.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(String path) {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    return requireNonNull(Asset.class.getResourceAsStream(path), path);
  }
}
