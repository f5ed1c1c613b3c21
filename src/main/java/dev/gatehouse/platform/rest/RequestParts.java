package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.bodies.BodyStream;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.http.QueryParameters;
import dev.gatehouse.platform.http.RequestInfo;
import dev.gatehouse.platform.security.RequestOrigin;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives resource methods what they take: the body, as a record or a stream, and by {@code @Context}
 * the query, the conditions, the {@link RequestInfo} and the {@link RequestOrigin}.
 */
final class RequestParts implements ValueParamProvider {
  private final CurrentRequest currentRequest;
  private final RequestBodies bodies;
  private final Map<Class<?>, Function<RequestContext, Object>> context =
      Map.of(
          QueryParameters.class,
          exchange -> QueryParameters.parse(exchange.request().getQueryString()),
          Preconditions.class,
          exchange -> Preconditions.of(exchange.request()),
          RequestInfo.class,
          RequestContext::info,
          RequestOrigin.class,
          RequestContext::origin,
          RequestIdentity.class,
          RequestIdentity::of);

  RequestParts(CurrentRequest currentRequest, RequestBodies bodies) {
    this.currentRequest = currentRequest;
    this.bodies = bodies;
  }

  @Override
  public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
    Class<?> type = parameter.getRawType();
    if (parameter.getSource() == Parameter.Source.CONTEXT) {
      Function<RequestContext, Object> part = context.get(type);
      return part == null ? null : request -> part.apply(currentRequest.current());
    }
    boolean isBody =
        parameter.getSource() == Parameter.Source.ENTITY
            || parameter.getSource() == Parameter.Source.UNKNOWN;
    if (isBody && type.isRecord()) {
      Class<? extends Record> record = type.asSubclass(Record.class);
      return request -> bodies.read(currentRequest.current(), record);
    }
    if (isBody && type == InputStream.class) {
      return request -> {
        RequestContext exchange = currentRequest.current();
        return BodyStream.of(exchange.request(), exchange.policy().maxBytes());
      };
    }
    return null;
  }

  @Override
  public PriorityType getPriority() {
    return Priority.HIGH;
  }
}
