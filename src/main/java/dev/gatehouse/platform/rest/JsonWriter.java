package dev.gatehouse.platform.rest;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.gatehouse.platform.binding.ApiJson;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Writes records as JSON. It serialises the whole document before sending the first byte, so that a
 * failure still results in a problem document. Thread-safe.
 */
final class JsonWriter implements MessageBodyWriter<Record> {
  private final ClassValue<ObjectWriter> writers =
      new ClassValue<>() {
        @Override
        protected ObjectWriter computeValue(Class<?> type) {
          return ApiJson.MAPPER.writerFor(type);
        }
      };

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord();
  }

  @Override
  public void writeTo(
      Record entity,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    byte[] json = writers.get(entity.getClass()).writeValueAsBytes(entity);
    headers.putSingle(HttpHeaders.CONTENT_LENGTH, Integer.toString(json.length));
    out.write(json);
  }
}
