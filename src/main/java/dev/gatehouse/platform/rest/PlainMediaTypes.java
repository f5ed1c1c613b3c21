package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.routing.StreamedRoutes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.glassfish.jersey.message.internal.AcceptableMediaType;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Strips the parameters of media types before Jersey matches them. Jersey ignores a charset in
 * Content-Type, fails on a bad q there, serves types that Accept gives the weight 0, and copies
 * other parameters of Accept into the type of its response. Only a method that reads its body as a
 * stream is given the charset, because it decodes the body itself; all others read UTF-8.
 */
@PreMatching
final class PlainMediaTypes implements ContainerRequestFilter {
  private static final Set<String> UTF_8_NAMES = Set.of("utf-8", "utf8");

  /** Matches no response. */
  private static final String NO_TYPE = "none/none";

  private final StreamedRoutes streamed;

  PlainMediaTypes(StreamedRoutes streamed) {
    this.streamed = streamed;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    ContainerRequest request = (ContainerRequest) context;
    try {
      simplifyAccept(request);
    } catch (HeaderValueException e) {
      // a header that cannot be parsed excludes no type
      request.getHeaders().remove(HttpHeaders.ACCEPT);
    }
    MediaType type = request.getMediaType();
    if (type == null || type.isWildcardSubtype() || !type.getParameters().isEmpty()) {
      // no method reads octet-stream, so this is a 415 wherever a body is expected
      String sent = isUtf8(type) ? plain(type) : otherCharset(type, request);
      request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, sent);
    }
  }

  private static void simplifyAccept(ContainerRequest request) {
    List<AcceptableMediaType> ranges = request.getQualifiedAcceptableMediaTypes();
    if (ranges.stream().anyMatch(range -> !range.getParameters().isEmpty())) {
      String wanted =
          ranges.stream()
              .filter(range -> range.getQuality() > 0)
              .map(PlainMediaTypes::plain)
              .collect(Collectors.joining(","));
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, wanted.isEmpty() ? NO_TYPE : wanted);
    }
  }

  private static boolean isUtf8(@Nullable MediaType type) {
    if (type == null || type.isWildcardSubtype()) {
      return false;
    }
    String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
    return UTF_8_NAMES.contains(charset.toLowerCase(Locale.ROOT));
  }

  private String otherCharset(@Nullable MediaType type, ContainerRequest request) {
    boolean isStreamed =
        streamed.contains(request.getMethod(), "/" + request.getUriInfo().getPath());
    if (type == null || type.isWildcardSubtype() || !isStreamed) {
      return MediaType.APPLICATION_OCTET_STREAM;
    }
    String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
    return new MediaType(type.getType(), type.getSubtype(), charset).toString();
  }

  private static String plain(MediaType type) {
    return type.getType() + '/' + type.getSubtype();
  }
}
