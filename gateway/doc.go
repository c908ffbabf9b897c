// Package gateway is the contract between Relay's engine and everything that
// looks at it: plain values and four interfaces (Engine, Archive, Office,
// Simulator).
//
// There is no goroutine, no input or output and no log in here. The window
// (ui) and the database (storage) know this package and the pure packages smpp
// and sms, never the engine.
//
// Data that several rooms read is kept as rows: the settings of links and
// accounts (settings.go), the classes of stored data (privacy.go), the
// simulator's scenarios (scenario.go).
package gateway
