package dev.gatehouse.jobs;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.SortedBy;
import org.jspecify.annotations.Nullable;

/** The parameters of the list. */
record JobSearch(
    @About("Only jobs in this state.") @Nullable JobState state,
    @About("Only jobs of this type, such as `product.import`; more types may be added.")
        @CodePoints(min = 1, max = 100)
        @Nullable String type,
    @SortedBy(list = "jobs", value = "id", byDefault = "-id") PageRequest page) {}
