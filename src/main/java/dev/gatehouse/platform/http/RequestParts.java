package dev.gatehouse.platform.http;

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
 * the query, the conditions, the acceptance, the {@link ContentType}, the {@link RequestInfo} and
 * the {@link RequestOrigin}.
 */
final class RequestParts implements ValueParamProvider {
  private final Exchanges exchanges;
  private final RequestBodies bodies;
  private final Map<Class<?>, Function<Exchange, Object>> context =
      Map.of(
          QueryParameters.class,
          exchange -> QueryParameters.parse(exchange.request().getQueryString()),
          Conditions.class,
          exchange -> Conditions.of(exchange.request()),
          Acceptance.class,
          exchange ->
              new Acceptance(
                  GateFilter.headerOf(exchange.request(), "Accept"), exchange.policy().answers()),
          ContentType.class,
          exchange ->
              ContentHeaders.typeOf(GateFilter.headerOf(exchange.request(), "Content-Type")),
          RequestInfo.class,
          Exchange::info,
          RequestOrigin.class,
          Exchange::origin,
          RequestIdentity.class,
          RequestIdentity::of);

  RequestParts(Exchanges exchanges, RequestBodies bodies) {
    this.exchanges = exchanges;
    this.bodies = bodies;
  }

  @Override
  public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
    Class<?> type = parameter.getRawType();
    if (parameter.getSource() == Parameter.Source.CONTEXT) {
      Function<Exchange, Object> part = context.get(type);
      return part == null ? null : request -> part.apply(exchanges.current());
    }
    boolean isBody =
        parameter.getSource() == Parameter.Source.ENTITY
            || parameter.getSource() == Parameter.Source.UNKNOWN;
    if (isBody && type.isRecord()) {
      Class<? extends Record> record = type.asSubclass(Record.class);
      return request -> bodies.read(exchanges.current(), record);
    }
    if (isBody && type == InputStream.class) {
      return request -> {
        Exchange exchange = exchanges.current();
        return BodyStream.of(exchange.request(), exchange.policy().mostBytes());
      };
    }
    return null;
  }

  @Override
  public PriorityType getPriority() {
    return Priority.HIGH;
  }
}
