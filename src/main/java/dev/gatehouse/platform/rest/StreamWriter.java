package dev.gatehouse.platform.rest;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes streamed responses. If one fails halfway, it cuts the connection, so that half an export
 * does not look complete. Thread-safe.
 */
final class StreamWriter implements MessageBodyWriter<StreamingOutput> {
  private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);

  private final Supplier<RequestContext> current;

  StreamWriter(Supplier<RequestContext> current) {
    this.current = current;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return StreamingOutput.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      StreamingOutput output,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    try {
      output.write(out);
    } catch (IOException | RuntimeException e) {
      HttpServletResponse response = current.get().response();
      if (!response.isCommitted()) {
        throw e;
      }
      LOG.error("A streamed response failed", e);
      // -1 makes Jetty abort the connection
      response.sendError(-1);
    }
  }
}
