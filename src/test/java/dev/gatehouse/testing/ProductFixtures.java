package dev.gatehouse.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products that an administrator creates for a test. */
public final class ProductFixtures {
  public static final String PATH = "/api/v1/products";

  private ProductFixtures() {}

  /** The call that creates a product. Further members are alternating names and values. */
  public static Call adding(Person admin, String sku, @Nullable Object... members) {
    List<@Nullable Object> all = new ArrayList<>();
    add(all, members, "sku", sku);
    add(all, members, "name", "Thing " + sku);
    add(all, members, "unit_amount", 100);
    add(all, members, "currency", "EUR");
    all.addAll(Arrays.asList(members));
    return admin.post(PATH).json(all.toArray());
  }

  private static void add(
      List<@Nullable Object> all, @Nullable Object[] members, String name, Object value) {
    for (int i = 0; i < members.length; i += 2) {
      if (name.equals(members[i])) {
        return;
      }
    }
    all.add(name);
    all.add(value);
  }

  /** Creates a product and returns its path. */
  public static String added(Person admin, @Nullable Object... members) {
    return pathOf(adding(admin, Service.newName(), members).answer().expect(201));
  }

  public static String pathOf(Answer product) {
    return PATH + "/" + product.id();
  }
}
