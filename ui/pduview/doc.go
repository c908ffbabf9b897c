// Package pduview shows PDUs: a list that fills live from the engine's ring and
// goes back into the archive, a filter with completion, pairs of request and
// answer, and the chosen PDU as fields and octets that are linked both ways.
//
// It starts no goroutine: what reads the archive runs by the shell's Go, on
// values that the list does not share.
package pduview
