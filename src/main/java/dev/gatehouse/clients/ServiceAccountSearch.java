package dev.gatehouse.clients;

import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.SortedBy;

/** The parameters of the list. */
record ServiceAccountSearch(@SortedBy(list = "service-accounts", value = "id") PageRequest page) {}
