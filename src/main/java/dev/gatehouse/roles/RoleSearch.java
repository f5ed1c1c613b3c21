package dev.gatehouse.roles;

import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.SortedBy;

/** The parameters of the list. */
record RoleSearch(@SortedBy(list = "roles", value = "name", byDefault = "name") PageRequest page) {}
