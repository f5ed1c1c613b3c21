package dev.gatehouse.wishes;

import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;

record NewWish(@Example("1") @NotNull Long productId) {}
