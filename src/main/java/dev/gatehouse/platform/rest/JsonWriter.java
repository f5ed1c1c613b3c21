package dev.gatehouse.platform.rest;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.http.PublicPath;
import dev.gatehouse.platform.paging.NextLink;
import dev.gatehouse.platform.paging.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Writes records as JSON. The whole document is made before its first byte leaves, so a fault in
 * making it can still be answered with a problem. Thread-safe.
 */
final class JsonWriter implements MessageBodyWriter<Record> {
  private final CurrentRequest currentRequest;
  private final PublicPath publicPath;
  private final ClassValue<ObjectWriter> writers =
      new ClassValue<>() {
        @Override
        protected ObjectWriter computeValue(Class<?> type) {
          return ApiJson.MAPPER.writerFor(type);
        }
      };

  JsonWriter(CurrentRequest currentRequest, PublicPath publicPath) {
    this.currentRequest = currentRequest;
    this.publicPath = publicPath;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord();
  }

  @Override
  public void writeTo(
      Record answer,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    byte[] json = writers.get(answer.getClass()).writeValueAsBytes(answer);
    if (answer instanceof Page<?> page && page.nextCursor() != null) {
      HttpServletRequest request = currentRequest.current().request();
      headers.putSingle("Link", NextLink.of(request, publicPath, page.nextCursor()));
    }
    headers.putSingle("Content-Length", Integer.toString(json.length));
    out.write(json);
  }
}
