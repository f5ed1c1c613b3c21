package dev.gatehouse.invitations;

import dev.gatehouse.platform.paging.PageRequest;
import dev.gatehouse.platform.paging.SortedBy;

/** The parameters of the list. */
record InvitationSearch(@SortedBy(list = "invitations", value = "id") PageRequest page) {}
