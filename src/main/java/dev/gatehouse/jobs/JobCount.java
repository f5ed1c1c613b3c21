package dev.gatehouse.jobs;

/** The number of jobs of one type in one state. */
public record JobCount(String type, String state, long jobs) {}
