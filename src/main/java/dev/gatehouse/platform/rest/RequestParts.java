package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.bodies.BodyStream;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.http.BasicAuthorization;
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.platform.security.SentClient;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/**
 * Provides the arguments of resource methods: the body, as a record or a stream, the query as a
 * record for {@code @BeanParam}, and for {@code @Context} the types in {@link #context}.
 */
final class RequestParts implements ValueParamProvider {
  private final RequestBodies bodies;
  private final Validator validator;
  private final PageRequests pageRequests;
  private final Map<Class<?>, Function<RequestContext, Object>> context =
      Map.of(
          Preconditions.class,
          request -> Preconditions.of(request.request()),
          RequestOrigin.class,
          RequestContext::origin,
          SentClient.class,
          request -> BasicAuthorization.of(request.request().getHeaders("Authorization")),
          RequestContext.class,
          request -> request);

  RequestParts(RequestBodies bodies, Validator validator, PageRequests pageRequests) {
    this.bodies = bodies;
    this.validator = validator;
    this.pageRequests = pageRequests;
  }

  @Override
  public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
    Class<?> type = parameter.getRawType();
    if (parameter.getSource() == Parameter.Source.CONTEXT) {
      Function<RequestContext, Object> part = context.get(type);
      return part == null ? null : request -> part.apply(RequestContext.of(request));
    }
    if (parameter.getSource() == Parameter.Source.BEAN_PARAM && type.isRecord()) {
      QueryBinder<?> query =
          new QueryBinder<>(type.asSubclass(Record.class), validator, pageRequests);
      return request -> {
        RequestContext current = RequestContext.of(request);
        Map<String, String> path =
            current.policy().hasParameters() ? pathIds(request.getUriInfo()) : Map.of();
        return query.bind(current.request().getQueryString(), path, current.caller());
      };
    }
    boolean isBody =
        parameter.getSource() == Parameter.Source.ENTITY
            || parameter.getSource() == Parameter.Source.UNKNOWN;
    if (isBody && type.isRecord()) {
      Class<? extends Record> record = type.asSubclass(Record.class);
      return request -> bodies.read(RequestContext.of(request), record);
    }
    if (isBody && type == InputStream.class) {
      return request -> {
        RequestContext current = RequestContext.of(request);
        return BodyStream.of(current.request(), current.policy().maxBytes());
      };
    }
    return null;
  }

  private static Map<String, String> pathIds(UriInfo uri) {
    Map<String, String> ids = new HashMap<>();
    uri.getPathParameters().forEach((name, values) -> ids.put(name, values.get(0)));
    return ids;
  }

  @Override
  public PriorityType getPriority() {
    return Priority.HIGH;
  }
}
