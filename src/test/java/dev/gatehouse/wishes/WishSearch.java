package dev.gatehouse.wishes;

import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.SortedBy;

record WishSearch(@SortedBy(list = "wishes", value = "id", ofCaller = true) PageRequest page) {}
