// Package pduview shows PDUs: a list that fills live from the engine's ring, a
// filter, and the chosen PDU as fields and octets that are linked both ways.
package pduview
