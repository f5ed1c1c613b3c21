package dev.gatehouse.products;

import dev.gatehouse.platform.security.Permission;

public enum ProductPermission implements Permission {
  PRODUCTS_READ_INACTIVE("Read inactive products"),
  PRODUCTS_WRITE("Add, change and delete products, and adjust their stock"),
  PRODUCTS_IMPORT("Import products"),
  PRODUCTS_EXPORT("Export all products");

  private final String about;

  ProductPermission(String about) {
    this.about = about;
  }

  @Override
  public String about() {
    return about;
  }
}
