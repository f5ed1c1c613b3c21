package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.binding.RecordConstructor;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Binds queries to one record class and reports all errors at once. Each component is a parameter
 * that may be absent, except that the last one may be the {@link PageRequest} of a list. A record
 * can also be an {@link AccessRule}, which is checked before errors are reported. Thread-safe.
 */
final class QueryBinder<T extends Record> {
  private final RecordConstructor<T> constructor;
  private final List<QueryParameter> parameters = new ArrayList<>();
  private final @Nullable PageParameters page;
  private final Set<String> names = new HashSet<>();

  /** The value for requests without a query; null if it depends on the caller. */
  private final @Nullable T empty;

  QueryBinder(Class<T> type, Validator validator, PageRequests pageRequests) {
    this.constructor = new RecordConstructor<>(type);
    PageParameters paging = null;
    for (RecordComponent component : type.getRecordComponents()) {
      if (paging != null) {
        throw new IllegalStateException("The page must be the last component of " + type);
      }
      if (component.getType() == PageRequest.class) {
        paging = new PageParameters(component, validator, pageRequests);
      } else {
        parameters.add(new QueryParameter(validator, component));
      }
    }
    this.page = paging;
    parameters.forEach(parameter -> names.add(parameter.name()));
    if (paging != null) {
      names.addAll(paging.names());
    }
    this.empty =
        paging != null && paging.dependOnCaller()
            ? null
            : read(SentParameters.parse("", names), Map.of(), Optional.empty(), new FieldErrors());
  }

  /**
   * Returns the record.
   *
   * @param path the ids in the path, by name, to which a cursor is bound
   * @throws Failure a 422 that names every invalid parameter, or what the record's access rule
   *     throws
   */
  T bind(@Nullable String query, Map<String, String> path, Optional<Caller> caller) {
    if (empty != null && path.isEmpty() && (query == null || query.isEmpty())) {
      checkAccess(empty, caller);
      return empty;
    }
    FieldErrors errors = new FieldErrors();
    SentParameters sent = SentParameters.parse(query == null ? "" : query, names);
    T bound = read(sent, path, caller, errors);
    checkAccess(bound, caller);
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors.list());
    }
    return bound;
  }

  private static void checkAccess(Record bound, Optional<Caller> caller) {
    if (bound instanceof AccessRule rule) {
      rule.check(caller);
    }
  }

  private T read(
      SentParameters sent, Map<String, String> path, Optional<Caller> caller, FieldErrors errors) {
    @Nullable Object[] values = new Object[parameters.size() + (page == null ? 0 : 1)];
    SortedMap<String, Object> filters = new TreeMap<>();
    path.forEach((name, value) -> filters.put("/" + name, value));
    for (int i = 0; i < parameters.size(); i++) {
      QueryParameter parameter = parameters.get(i);
      Object value = parameter.read(sent, errors);
      values[i] = value;
      if (value != null) {
        filters.put(parameter.name(), value);
      }
    }
    if (page != null) {
      values[parameters.size()] = page.read(sent, caller, filters, errors);
    }
    return constructor.make(values);
  }
}
