package dev.gatehouse.wishes;

import java.time.Instant;

record WishView(long id, long productId, Instant createdAt) {
  static WishView of(Wish wish) {
    return new WishView(wish.id(), wish.productId(), wish.createdAt());
  }
}
