package dev.gatehouse.notes;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.constraints.NotNull;

record NewNote(@Example("Call Bob") @NotNull @CodePoints(min = 1, max = 1000) String text) {}
