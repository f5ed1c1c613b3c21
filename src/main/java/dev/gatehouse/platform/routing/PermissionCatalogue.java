package dev.gatehouse.platform.routing;

import dev.gatehouse.platform.security.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All permissions by name, with the routes that check them. Immutable. */
public final class PermissionCatalogue {
  private final Map<String, Entry> entries = new TreeMap<>();

  /**
   * A permission.
   *
   * @param routes verb and path template, in the order of paths
   */
  public record Entry(String name, String about, List<String> routes) {}

  /**
   * Finds the routes of each permission.
   *
   * @throws IllegalStateException if a route names one that no feature declares, or none names one
   *     that is declared
   */
  public PermissionCatalogue(List<? extends Permission> declared, List<Route> routes) {
    Map<String, List<String>> routesOf = new TreeMap<>();
    for (Route route : routes) {
      Stream.concat(
              route.policy().permissions().stream(), route.policy().permissionsForMore().stream())
          .forEach(
              name ->
                  routesOf
                      .computeIfAbsent(name, unseen -> new ArrayList<>())
                      .add(route.verb() + " " + route.path()));
    }
    for (Permission permission : declared) {
      @Nullable List<String> checkedBy = routesOf.remove(permission.text());
      if (checkedBy == null) {
        throw new IllegalStateException("No route checks the permission " + permission.text());
      }
      entries.put(
          permission.text(),
          new Entry(permission.text(), permission.about(), List.copyOf(checkedBy)));
    }
    if (!routesOf.isEmpty()) {
      throw new IllegalStateException(
          "In no Feature.permissions(), but named by routes: " + routesOf);
    }
  }

  /** All of them, in the order of their names. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  public Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** The names, in order. */
  public Set<String> names() {
    return entries.keySet();
  }
}
