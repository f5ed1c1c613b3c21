package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.binding.FieldErrors;
import dev.gatehouse.platform.paging.PageQuery;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.paging.Sort;
import dev.gatehouse.platform.paging.SortedBy;
import dev.gatehouse.platform.security.Caller;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of a list besides its filters. Thread-safe. */
final class PageParameters {
  /** Paging parameters of other APIs. If they were ignored, every page would be the first. */
  private static final List<String> FOREIGN = List.of("page", "offset", "skip");

  private final QueryParameter sort;
  private final QueryParameter limit;
  private final QueryParameter cursor;
  private final SortedBy order;
  private final PageRequests pageRequests;

  PageParameters(RecordComponent page, Validator validator, PageRequests pageRequests) {
    SortedBy annotation = page.getAnnotation(SortedBy.class);
    if (annotation == null) {
      throw new IllegalStateException(
          "The page of " + page.getDeclaringRecord() + " needs @SortedBy");
    }
    RecordComponent[] components = PageQuery.class.getRecordComponents();
    this.sort = new QueryParameter(validator, components[0]);
    this.limit = new QueryParameter(validator, components[1]);
    this.cursor = new QueryParameter(validator, components[2]);
    this.order = annotation;
    this.pageRequests = pageRequests;
  }

  List<String> names() {
    return Stream.concat(Stream.of(sort.name(), limit.name(), cursor.name()), FOREIGN.stream())
        .toList();
  }

  boolean dependOnCaller() {
    return order.ofCaller();
  }

  PageRequest read(
      SentParameters sent,
      Optional<Caller> caller,
      SortedMap<String, Object> filters,
      FieldErrors errors) {
    PageQuery query =
        new PageQuery(
            sort(sent, errors),
            (Integer) limit.read(sent, errors),
            (String) cursor.read(sent, errors));
    for (String name : FOREIGN) {
      if (sent.has(name)) {
        errors.add(name, "is not supported; pass next_cursor as cursor instead");
      }
    }
    // a cursor is bound to the other parameters, so it can be checked only if they are valid
    return pageRequests.page(
        order.ofCaller() ? order.list() + '/' + caller.orElseThrow().actor().text() : order.list(),
        Sort.parse(order.byDefault()),
        errors.isEmpty() ? query : PageQuery.NONE,
        filters,
        errors);
  }

  private @Nullable String sort(SentParameters sent, FieldErrors errors) {
    String text = (String) sort.read(sent, errors);
    if (text == null || Sort.choices(order.value()).contains(text)) {
      return text;
    }
    errors.add(
        sort.name(),
        "must be one of " + String.join(", ", order.value()) + ", or one of these after a -");
    return null;
  }
}
