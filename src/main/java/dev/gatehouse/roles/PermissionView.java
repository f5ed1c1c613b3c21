package dev.gatehouse.roles;

import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import java.util.List;

/** A permission with the routes that check it. */
record PermissionView(
    @Example("products:write") String name,
    @Example("Add, change and delete products, and adjust their stock") String description,
    List<String> routes) {
  /** All of them, in the order of their names. */
  record Permissions(List<PermissionView> items) {}

  static Permissions all(PermissionCatalogue catalogue) {
    return new Permissions(catalogue.entries().stream().map(PermissionView::of).toList());
  }

  private static PermissionView of(PermissionCatalogue.Entry entry) {
    return new PermissionView(entry.name(), entry.about(), entry.routes());
  }
}
