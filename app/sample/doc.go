// Package sample is the data of an office that does not exist, for pictures,
// goldens and measurements: its people, connections, routes and rules, and what
// it sent and received in the days before a time. Nothing in it is left to
// chance, so that two runs with the same time hold the same; every number is
// from a range that its country keeps for films and books.
//
// Fill writes it through package storage, as the engine would have. What passes
// now is not here: it is the engine's, and comes from sending.
package sample
